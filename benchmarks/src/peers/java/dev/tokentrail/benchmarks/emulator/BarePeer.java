package dev.tokentrail.benchmarks.emulator;

import io.javalin.Javalin;

/** The floor: Javalin with one handler that reads the body and answers a fixed token. */
final class BarePeer implements Peer {

    private static final String TOKEN = "{\"access_token\":\"0a1b2c3d-4e5f-3a6b-8c7d-9e0f1a2b3c4d\","
            + "\"scope\":\"am_application_scope device_000000001\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        Peer.run(new BarePeer(), arguments);
    }

    @Override
    public int start(String variant) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.showOldJavalinVersionWarning = false;
                    config.startup.startupWatcherEnabled = false;
                    config.routes.post("/token", context -> {
                        context.bodyAsBytes();
                        context.contentType("application/json").result(TOKEN);
                    });
                })
                .start("127.0.0.1", 0)
                .port();
    }
}
