package dev.tokentrail.core.secret;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of text, by known value and by field name.
 *
 * <p>A known value is found as it is, with any of its characters but ASCII letters and digits escaped (percent-encoded
 * once or more, as in a JSON string, as in HTML), and in Base64 (standard and URL-safe, with and without padding), also when it is only a part of
 * what was encoded, as the client secret is inside {@code Authorization: Basic}. Values shorter than
 * {@value #SHORTEST_VALUE} characters are looked for by field name only: they would take innocent text with them.
 *
 * <p>By name, the values of JSON members, XML elements, form parameters and header lines that {@link SensitiveNames} lists are
 * replaced, and so is anything that looks like a JWT. What is replaced becomes {@value Secret#MASK}.
 */
public final class Redactor {

    /** The shortest value that is looked for by value: 4 characters. */
    public static final int SHORTEST_VALUE = 4;

    private static final int SHORTEST_BASE64_RUN = 6;
    private static final Pattern JSON_MEMBER = Pattern.compile(
            "\"((?:[^\"\\\\]|\\\\.){1,64})\"(\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*+\"?|\\[[^\\[\\]{]*+\\]?|[^\\s,}\\]\"]++)");
    private static final Pattern ESCAPED_JSON_MEMBER =
            Pattern.compile("(\\\\{1,7}+\"([\\w-]{1,64})\\\\{1,7}+\"\\s{0,9}+:\\s{0,9}+\\\\{1,7}+\")([^\"\\\\]++)");
    private static final Pattern SINGLE_QUOTED_MEMBER =
            Pattern.compile("('([\\w-]{1,64})'\\s{0,9}+:\\s{0,9}+')([^']++)");
    private static final Pattern XML_ELEMENT = Pattern.compile("(<(?:\\w{1,32}:)?([\\w-]{1,64})>)([^<]++)");
    private static final Pattern FORM_PARAMETER = Pattern.compile("(?<![\\w-])([\\w-]{1,64})=([^&\\s\"'<>;,]++)");
    private static final Pattern HEADER_LINE = Pattern.compile("(?m)^([\\w-]{1,64})(:[ \\t]*)(.+)$");
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i)\\b(Basic|Bearer|DPoP)([ +]|%20)([\\w+/=.~%-]{4,})");
    private static final Pattern BASE64_RUN = Pattern.compile("[\\w+/-]{" + SHORTEST_BASE64_RUN + ",}+={0,2}");
    private static final Pattern HARMLESS = Pattern.compile("true|false|null|\\{.*", Pattern.DOTALL);
    private static final Pattern ERROR_NUMBER = Pattern.compile("\"?-?\\d{1,10}\"?");

    // Each run is looked at once, from its start: a search from every "eyJ" in a long run would take quadratic time.
    private static final Pattern DOTTED = Pattern.compile("(?<![\\w-])[\\w-]++\\.[\\w-]++(?:\\.[\\w-]*+)*+");
    private static final Pattern JWT_START = Pattern.compile("eyJ[\\w-]{4}");

    private final List<KnownValue> values;
    private final Set<String> names;

    /** Made when a text comes that may hold one. */
    private volatile @Nullable Set<String> base64Cores;

    private Redactor(Collection<Secret> secrets, Collection<String> names) {
        this.names = Set.copyOf(names);
        this.values = secrets.stream()
                .map(Secret::reveal)
                .filter(value -> value.length() >= SHORTEST_VALUE)
                .distinct()
                .map(KnownValue::new)
                .toList();
    }

    private Set<String> base64Cores() {
        Set<String> made = base64Cores;
        if (made == null) {
            made = new LinkedHashSet<>();
            for (KnownValue value : values) {
                made.addAll(value.base64Cores());
            }
            base64Cores = made;
        }
        return made;
    }

    /**
     * Makes a redactor that knows some values.
     *
     * @param secrets the values to take out; may be empty, then names alone are used. Of a value of more than 1,024
     *     characters the beginning is searched for; where it stands without the rest, all that follows is taken out
     * @return the redactor
     */
    public static Redactor of(Collection<Secret> secrets) {
        return new Redactor(secrets, Set.of());
    }

    /**
     * Makes a redactor that knows some values, and some names beside those of {@link SensitiveNames}.
     *
     * @param secrets the values to take out; may be empty
     * @param names further names of JSON members, XML elements and form parameters whose values are taken out, in the
     *     case in which they are written
     * @return the redactor
     */
    public static Redactor of(Collection<Secret> secrets, Collection<String> names) {
        return new Redactor(secrets, names);
    }

    /**
     * Takes every secret out of a text of any kind: a response body, an error message, a log line.
     *
     * @param text the text; its shape does not matter
     * @return the same text with {@value Secret#MASK} in place of each secret
     */
    public String redact(String text) {
        String result = redactValues(text);
        result = replaced(result, "eyJ", DOTTED, run -> withoutJwt(run.group()));
        result = CREDENTIALS.matcher(result).replaceAll("$1$2" + Matcher.quoteReplacement(Secret.MASK));
        result = replaced(
                result,
                "\"",
                JSON_MEMBER,
                match -> isSecret(match.group(1)) && !isHarmless(match.group(1), match.group(3))
                        ? "\"" + match.group(1) + "\"" + match.group(2) + "\"" + Secret.MASK + "\""
                        : match.group());
        result = replaced(result, "\\", ESCAPED_JSON_MEMBER, this::withoutValue);
        result = replaced(result, "'", SINGLE_QUOTED_MEMBER, this::withoutValue);
        result = replaced(result, "<", XML_ELEMENT, this::withoutValue);
        result = replaced(
                result,
                ":",
                HEADER_LINE,
                match -> SensitiveNames.isSecretHeader(match.group(1))
                        ? match.group(1) + match.group(2) + Secret.MASK
                        : match.group());
        return replaced(
                result,
                "=",
                FORM_PARAMETER,
                match -> isSecret(match.group(1)) ? match.group(1) + "=" + Secret.MASK : match.group());
    }

    /** The pattern is searched for only where the text has what every match has: most texts have little of it all. */
    private static String replaced(
            String text, String inEveryMatch, Pattern pattern, Function<MatchResult, String> replacement) {
        return text.contains(inEveryMatch)
                ? pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)))
                : text;
    }

    private String withoutValue(MatchResult member) {
        return isSecret(member.group(2)) && !isHarmless(member.group(2), member.group(3))
                ? member.group(1) + Secret.MASK
                : member.group();
    }

    /**
     * Takes out only the known values, and leaves what is merely named like a secret.
     *
     * @param text the text
     * @return the same text with {@value Secret#MASK} in place of each known value
     */
    public String redactValues(String text) {
        StringBuilder result = new StringBuilder();
        int end = 0;
        for (Range range : valuesIn(text)) {
            result.append(text, end, range.start()).append(Secret.MASK);
            end = range.end();
        }
        return result.append(text, end, text.length()).toString();
    }

    /**
     * Finds the known values, in any spelling.
     *
     * @param text the text
     * @return the places where they stand, from left to right, none overlapping another
     */
    public List<Range> valuesIn(String text) {
        List<Range> found = new ArrayList<>();
        boolean escapes = Spellings.hasEscapes(text);
        values.forEach(value -> found.addAll(value.in(text, escapes)));
        Matcher run = BASE64_RUN.matcher(text);
        while (run.find()) {
            if (holdsCore(run.group())) {
                found.add(new Range(run.start(), run.end()));
            }
        }
        found.sort(Comparator.comparingInt(Range::start));
        return withoutOverlaps(found);
    }

    private boolean holdsCore(String run) {
        for (String core : base64Cores()) {
            if (run.contains(core)) {
                return true;
            }
        }
        return false;
    }

    private static List<Range> withoutOverlaps(List<Range> sorted) {
        List<Range> apart = new ArrayList<>();
        for (Range range : sorted) {
            int last = apart.size() - 1;
            if (last >= 0 && range.start() < apart.get(last).end()) {
                Range before = apart.get(last);
                apart.set(last, new Range(before.start(), Math.max(before.end(), range.end())));
            } else {
                apart.add(range);
            }
        }
        return List.copyOf(apart);
    }

    /**
     * A stretch of a text.
     *
     * @param start the index of its first character
     * @param end the index after its last character
     */
    public record Range(int start, int end) {}

    /**
     * Tells whether a text holds one of the known values in any spelling.
     *
     * @param text the text
     * @return true if {@link #redactValues(String)} would change it
     */
    public boolean finds(String text) {
        return !valuesIn(text).isEmpty();
    }

    private boolean isSecret(String name) {
        return SensitiveNames.isSecretParameter(name) || names.contains(name);
    }

    /** True, false and null are no secrets whatever their name; nor is a vendor's {@code "code": "900901"}. */
    private static boolean isHarmless(String name, String value) {
        return HARMLESS.matcher(value).matches()
                || (name.equalsIgnoreCase("code") && ERROR_NUMBER.matcher(value).matches());
    }

    private static String withoutJwt(String run) {
        Matcher start = JWT_START.matcher(run);
        return start.find() && run.lastIndexOf('.') >= start.end()
                ? run.substring(0, start.start()) + Secret.MASK
                : run;
    }
}
