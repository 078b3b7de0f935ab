package dev.tokentrail.core.curl;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Types commands, key by key, at the prompt of a bash that believes in a terminal: history expansion and all. */
record InteractiveBash(CurlDialect dialect) implements Way {

    private static final String PROMPT = "<ready>";
    private static final String CONTINUATION = "<more>";

    @Override
    public void require() {
        Shell.require("script");
        Shell.BASH.require();
    }

    @Override
    public String run(List<Rendered> commands, Path directory, Map<String, String> variables) throws IOException {
        String bash = Shell.BASH.require() + " --norc --noprofile -i";
        ProcessBuilder builder = new ProcessBuilder(
                        Shell.require("script").toString(), "--quiet", "--flush", "--command", bash, "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = new HashMap<>(Shell.environment(directory));
        environment.put("PS1", PROMPT);
        environment.put("PS2", CONTINUATION);
        environment.put("SHELL", "/bin/sh");
        environment.putAll(variables);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        StringBuilder seen = new StringBuilder();
        try (OutputStream keys = process.getOutputStream();
                InputStream screen = process.getInputStream()) {
            awaitPrompt(screen, seen);
            for (Rendered command : commands) {
                for (String line : command.text().split("\n", -1)) {
                    keys.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    keys.flush();
                    awaitPrompt(screen, seen);
                }
            }
            keys.write("exit\n".getBytes(StandardCharsets.US_ASCII));
        }
        process.destroy();
        return seen.substring(Math.max(0, seen.length() - 5_000));
    }

    /** Reads the screen until a prompt stands at its end. */
    private static void awaitPrompt(InputStream screen, StringBuilder seen) throws IOException {
        int start = seen.length();
        byte[] buffer = new byte[8192];
        while (seen.indexOf(PROMPT, start) < 0 && seen.indexOf(CONTINUATION, start) < 0) {
            int count = screen.read(buffer);
            if (count < 0) {
                throw new IOException("bash ended: " + seen.substring(Math.max(0, seen.length() - 2_000)));
            }
            seen.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public String toString() {
        return "bash, typed, " + dialect;
    }
}
