package dev.tokentrail.demo.flow.step;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.mock.MockAuthServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** An emulator for a class of tests, and a visitor of one service for each of them. */
public abstract class VisitedService {

    /** The emulator that the visitors' namespaces are opened at. */
    protected static MockAuthServer server;

    /** This test's visitor. */
    protected Visit visit;

    private final DemoService service;

    protected VisitedService(DemoService service) {
        this.service = service;
    }

    @BeforeAll
    static void startEmulator() {
        server = Visit.startEmulator();
    }

    @AfterAll
    static void stopEmulator() {
        server.close();
    }

    @BeforeEach
    void come() {
        visit = Visit.of(server, service);
    }

    @AfterEach
    void go() {
        visit.close();
    }
}
