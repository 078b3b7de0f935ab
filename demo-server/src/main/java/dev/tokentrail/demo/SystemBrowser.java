package dev.tokentrail.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Locale;

/** Opens an address in the browser of whoever started the program. */
final class SystemBrowser {

    private SystemBrowser() {}

    /**
     * Opens an address; says so if it cannot.
     *
     * @param address what to open
     * @param err for that sentence
     */
    static void open(String address, PrintWriter err) {
        List<String> command = command(System.getProperty("os.name", ""), address);
        Thread opening = new Thread(() -> {
            if (!succeeds(command)) {
                err.println("The browser did not open (" + command.get(0) + " failed); open the address yourself.");
            }
        });
        opening.setDaemon(true);
        opening.start();
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The command that opens an address with what the desktop is set to. */
    static List<String> command(String system, String address) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", address);
        }
        return List.of(name.startsWith("mac") ? "open" : "xdg-open", address);
    }
}
