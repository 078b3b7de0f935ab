package dev.tokentrail.demo.web.trail;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.curl.CurlDialectException;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import dev.tokentrail.demo.trail.TrailEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole session as a script for any POSIX shell: the calls in their order as cURL commands. What a later call takes from
 * an earlier answer, the script takes from the answer that it got itself; every other secret is a variable, checked before
 * the first call.
 */
final class SessionScript {

    private static final String MEMBER_FUNCTION = """
            # member NAME: a text member of the last answer, which is JSON
            member() {
              printf '%s' "$answer" | tr -d '\\n' | sed -n 's/.*"'"$1"'" *: *"\\([^"\\\\]*\\)".*/\\1/p'
            }
            """;

    private static final Pattern TEXT_MEMBER = Pattern.compile("\"([\\w-]{1,64})\" *: *\"([^\"\\\\]*)\"");

    /** One call as a command, and what its variables hold. */
    private record Rendered(TrailEntry.Call call, List<String> notes, String command, Map<String, Secret> variables) {}

    private final List<Rendered> rendered = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final SessionSecrets secrets;
    private final Map<String, Set<Secret>> heldByName = new LinkedHashMap<>();

    /** Where a value comes from, a variable of the script, by name in the commands and value. */
    private final Map<String, Map<Secret, String>> sources = new LinkedHashMap<>();

    private final Map<String, Secret> fromOutside = new LinkedHashMap<>();
    private final Set<String> revealable = new LinkedHashSet<>();
    private final Map<Integer, Map<String, String>> taken = new LinkedHashMap<>();

    private SessionScript(List<TrailEntry.Call> calls, SessionSecrets secrets, Revealing revealing) {
        this.secrets = secrets;
        for (TrailEntry.Call call : calls) {
            render(call);
        }
        for (Rendered one : rendered) {
            one.variables().forEach((name, value) -> {
                String source = source(name, value, one);
                if (fromOutside.containsKey(source) && revealing.allows(one.call())) {
                    revealable.add(source);
                }
            });
        }
    }

    /**
     * Writes the script.
     *
     * @param calls the calls, oldest first
     * @param revealing which calls may have their secrets written into the script
     * @return the script, which ends in a line feed
     */
    static String of(List<TrailEntry.Call> calls, Revealing revealing) {
        return new SessionScript(calls, SessionSecrets.of(calls), revealing).text();
    }

    private void render(TrailEntry.Call call) {
        CurlCommand command = CurlCommand.of(CallTexts.knowing(call.exchange().request(), secrets))
                .withVariables();
        try {
            List<String> lines = command.text().lines().toList();
            List<String> notes =
                    lines.stream().takeWhile(line -> line.startsWith("# ")).toList();
            String text = command.text();
            for (String note : notes) {
                text = text.substring(note.length() + 1);
            }
            Map<String, Secret> variables = command.variables();
            rendered.add(new Rendered(call, notes.subList(Math.min(1, notes.size()), notes.size()), text, variables));
            variables.forEach((name, value) -> heldByName
                    .computeIfAbsent(name, any -> new LinkedHashSet<>())
                    .add(value));
        } catch (CurlDialectException cannot) {
            refused.add("# Call " + call.number() + " is left out. "
                    + VisibleText.line(String.valueOf(cannot.getMessage())));
        }
    }

    /** The variable from which a command's variable gets its value; found out at the first use. */
    private String source(String name, Secret value, Rendered user) {
        return sources.computeIfAbsent(name, any -> new LinkedHashMap<>()).computeIfAbsent(value, any -> {
            Optional<String> answered = fromEarlierAnswer(value, user.call().number());
            if (answered.isPresent()) {
                return answered.get();
            }
            boolean only = heldByName.getOrDefault(name, Set.of()).size() == 1;
            String source = only ? name : name + "_FOR_CALL_" + user.call().number();
            fromOutside.put(source, value);
            return source;
        });
    }

    private Optional<String> fromEarlierAnswer(Secret value, int number) {
        for (int i = rendered.size() - 1; i >= 0; i--) {
            TrailEntry.Call earlier = rendered.get(i).call();
            if (earlier.number() >= number) {
                continue;
            }
            Optional<String> member = earlier.exchange().response().flatMap(response -> member(response, value));
            if (member.isPresent()) {
                String variable = "CALL_" + earlier.number() + "_"
                        + member.get().toUpperCase(Locale.ROOT).replace('-', '_');
                taken.computeIfAbsent(earlier.number(), any -> new LinkedHashMap<>())
                        .put(variable, member.get());
                return Optional.of(variable);
            }
        }
        return Optional.empty();
    }

    /** The member of an answer that holds a value, if it is one that the script's own function finds. */
    static Optional<String> member(WireResponse response, Secret value) {
        String text = response.text();
        if (text.length() > SessionSecrets.SEARCHED) {
            return Optional.empty();
        }
        Map<String, String> last = new LinkedHashMap<>();
        Matcher members = TEXT_MEMBER.matcher(text.replace("\n", ""));
        while (members.find()) {
            last.put(members.group(1), members.group(2));
        }
        return last.entrySet().stream()
                .filter(member -> SensitiveNames.isSecretParameter(member.getKey()))
                .filter(member -> member.getValue().equals(value.reveal()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private String text() {
        StringBuilder script = new StringBuilder("#!/bin/sh\n# Tokentrail: a session of " + rendered.size()
                + (rendered.size() == 1 ? " call" : " calls") + " as cURL commands, in their order. Needs curl 7.77.\n"
                + "# What a call takes from an earlier answer, the script takes from the answer it gets.\n");
        refused.forEach(line -> script.append(line).append('\n'));
        openWithVariables(script);
        if (!taken.isEmpty()) {
            script.append('\n').append(MEMBER_FUNCTION);
        }
        rendered.forEach(one -> append(script, one));
        return script.toString();
    }

    private void openWithVariables(StringBuilder script) {
        List<String> toSet = fromOutside.keySet().stream()
                .filter(name -> !revealable.contains(name))
                .toList();
        if (!toSet.isEmpty()) {
            script.append("# Set these variables before: ")
                    .append(String.join(", ", toSet))
                    .append("\n\n");
            toSet.forEach(name -> script.append(": \"${").append(name).append(":?set it first}\"\n"));
        }
        if (!revealable.isEmpty()) {
            script.append("\n# SECRETS IN CLEAR: keep this file as you keep them.\n");
            fromOutside.forEach((name, value) -> {
                if (revealable.contains(name)) {
                    script.append(assignment(name, value.reveal()));
                }
            });
        }
    }

    private void append(StringBuilder script, Rendered one) {
        CallTexts texts = new CallTexts(one.call(), secrets, false);
        script.append("\n# The answer in the session: ").append(texts.status()).append('\n');
        one.notes().forEach(note -> script.append(note).append('\n'));
        script.append("printf '\\n%s\\n' ")
                .append(quoted(one.call().number() + ". " + texts.title()))
                .append('\n');
        one.variables().forEach((name, value) -> {
            String source = sources.getOrDefault(name, Map.of()).getOrDefault(value, name);
            if (!source.equals(name)) {
                script.append(name).append("=\"$").append(source).append("\"\n");
            }
        });
        script.append("answer=$(\n").append(one.command());
        script.append(one.command().endsWith("\n") ? "" : "\n").append(")\nprintf '%s\\n' \"$answer\"\n");
        taken.getOrDefault(one.call().number(), Map.of())
                .forEach((variable, member) -> script.append(variable)
                        .append("=$(member ")
                        .append(member)
                        .append(")\n"));
    }

    private static String assignment(String name, String value) {
        if (VisibleText.line(value).equals(value)) {
            return name + "=" + quoted(value) + "\n";
        }
        StringBuilder octal = new StringBuilder();
        for (byte one : value.getBytes(StandardCharsets.UTF_8)) {
            octal.append(String.format("\\%03o", one & 0xFF));
        }
        // The point keeps line feeds at the end, which $( ) drops.
        return name + "=$(printf '" + octal + ".')\n" + name + "=${" + name + "%.}\n";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
