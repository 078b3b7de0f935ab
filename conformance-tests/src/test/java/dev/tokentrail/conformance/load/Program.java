package dev.tokentrail.conformance.load;

import java.nio.file.Path;

/** A packaged program, and what strangers and others ask of it. */
enum Program {
    EMULATOR("mock-auth-server", "-Xmx128m", "/goto/oauth/token", "/goto/oauth/jwks.json", "/goto/oauth/jwks.json"),
    DEMO("demo-server", "-Xmx256m", "/trail/reveal", "/web/mermaid/mermaid.min.js", "/");

    final Path jar;
    final String heap;

    /** Where a body can be posted. */
    final String post;

    /** The largest thing to be read. */
    final String large;

    /** What others ask for, and get. */
    final String page;

    Program(String name, String heap, String post, String large, String page) {
        this.jar = Path.of("..", name, "target", name + ".jar");
        this.heap = heap;
        this.post = post;
        this.large = large;
        this.page = page;
    }
}
