package dev.tokentrail.conformance.nodes;

import dev.tokentrail.testsupport.LocalPostgres;

/** A PostgreSQL server of the run's own. */
record PostgresDatabase(LocalPostgres server) implements SharedDatabase {

    @Override
    public String jdbcUrl() {
        return server.url();
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void crash() {
        server.kill();
    }

    @Override
    public void start() {
        server.startAgain();
    }

    @Override
    public void hang() {
        server.suspend();
    }

    @Override
    public void resume() {
        server.resume();
    }

    @Override
    public void close() {
        server.close();
    }
}
