package dev.tokentrail.mock.speed;

import io.javalin.Javalin;

/** What the emulator is measured against: Javalin with one handler that reads the body and answers a fixed token. */
public final class BareServer {

    private static final String TOKEN = "{\"access_token\":\"0a1b2c3d-4e5f-3a6b-8c7d-9e0f1a2b3c4d\","
            + "\"scope\":\"am_application_scope device_000000001\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    private BareServer() {}

    /**
     * Starts it and prints where it listens.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        Javalin javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.showOldJavalinVersionWarning = false;
                    config.startup.startupWatcherEnabled = false;
                    config.routes.post("/wso2/token", context -> {
                        context.bodyAsBytes();
                        context.contentType("application/json").result(TOKEN);
                    });
                })
                .start("127.0.0.1", 0);
        System.out.println("Ready at http://127.0.0.1:" + javalin.port());
    }
}
