package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.RequestAnatomy.Content;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request as a cURL command. Making one sends nothing; each choice gives a new value.
 *
 * <p>Run as it stands, the revealed text sends the request to the byte: method, raw target, header lines in their order
 * and case, body, and nothing of curl's own. So does the text with variables, once they are set. What a dialect cannot
 * carry exactly it refuses with a {@link CurlDialectException} that names one that can. The text never runs anything
 * but {@code curl} and {@code printf}, reads no file but the one of {@link #revealSecretsInBodyFile()}, and holds no
 * character that does not print.
 *
 * <p>By default: masked, for {@link CurlDialect#SH}, one option per line.
 */
public final class CurlCommand {

    /** Where to look for a dialect that can, the most portable first. */
    private static final List<CurlDialect> ALTERNATIVES =
            List.of(CurlDialect.CONFIG_FILE, CurlDialect.SH, CurlDialect.POWERSHELL);

    private static final Set<CurlDialect> HIDING =
            EnumSet.of(CurlDialect.SH, CurlDialect.BASH, CurlDialect.CONFIG_FILE);

    private static final Pattern BLANK = Pattern.compile("[ \\t-\\r]+");

    private enum Secrets {
        MASKED,
        VARIABLES
    }

    private final WireRequest request;
    private final CurlDialect dialect;
    private final Secrets secrets;
    private final boolean oneLine;
    private final boolean hidden;

    private CurlCommand(WireRequest request, CurlDialect dialect, Secrets secrets, boolean oneLine, boolean hidden) {
        this.request = request;
        this.dialect = dialect;
        this.secrets = secrets;
        this.oneLine = oneLine;
        this.hidden = hidden;
    }

    /**
     * Shows a request with its secrets masked.
     *
     * @param request the request
     * @return the command
     */
    public static CurlCommand of(WireRequest request) {
        return new CurlCommand(request, CurlDialect.SH, Secrets.MASKED, false, false);
    }

    /**
     * Chooses the language. Default {@link CurlDialect#SH}.
     *
     * @param newDialect the language
     * @return the same command in that language
     */
    public CurlCommand in(CurlDialect newDialect) {
        return new CurlCommand(request, newDialect, secrets, oneLine, hidden);
    }

    /**
     * Puts a variable in the place of each secret, so that the text runs and yet holds no secret. The variables are
     * named after {@link WireRequest#service()} and the field: {@code $GOTO_CLIENT_SECRET}; {@link #variables()} tells
     * what they have to hold.
     *
     * @return the same command with variables
     */
    public CurlCommand withVariables() {
        return new CurlCommand(request, dialect, Secrets.VARIABLES, oneLine, hidden);
    }

    /**
     * Writes the whole command on one line, without comments. Default is one option per line. A configuration file
     * keeps its lines.
     *
     * @return the same command on one line
     */
    public CurlCommand onOneLine() {
        return new CurlCommand(request, dialect, secrets, true, hidden);
    }

    /**
     * Sends secrets through curl's standard input instead of its arguments, which {@code ps} and {@code /proc} show.
     * Credentials that {@code --user} or {@code --oauth2-bearer} can carry go there: on Linux curl blanks those two as
     * soon as it has read them, which leaves a tiny window.
     *
     * @return the same command with its secrets out of the process list
     */
    public CurlCommand keepingSecretsOutOfProcessList() {
        return new CurlCommand(request, dialect, secrets, oneLine, true);
    }

    /**
     * Gives the text, masked or with variables: it holds no secret.
     *
     * @return the command, or the content of the configuration file
     * @throws CurlDialectException if the dialect cannot carry the request
     */
    public String text() {
        return rendered(filling());
    }

    /**
     * Gives the text with every secret in clear.
     *
     * @return the command, or the content of the configuration file; to be kept as the secrets themselves are
     * @throws CurlDialectException if the dialect cannot carry the request
     */
    public String revealSecrets() {
        return rendered(Filling.REVEALED);
    }

    /**
     * Gives the body, secrets in clear, where {@link CurlDialect#CONFIG_FILE} needs it in a file beside the
     * configuration: it holds a character that the configuration has no escape for, or more than 90,000 bytes.
     *
     * @return what the file {@code request-body.bin} has to hold, in the directory in which curl is started; empty if
     *     no such file is needed
     * @throws CurlDialectException if the dialect cannot carry the request
     */
    public Optional<byte[]> revealSecretsInBodyFile() {
        RequestAnatomy anatomy = RequestAnatomy.of(request);
        Content body = anatomy.body();
        ConfigWriter writer = new ConfigWriter(new Invocation(anatomy, Filling.REVEALED, false));
        return body == null || dialect != CurlDialect.CONFIG_FILE || !writer.needsBodyFile()
                ? Optional.empty()
                : Optional.of(writer.body(body).bytes());
    }

    /**
     * Tells what the variables of {@link #withVariables()} have to hold for this request.
     *
     * @return names, without a dollar sign, and values in the order of use; empty without {@link #withVariables()}
     * @throws CurlDialectException if the dialect cannot carry the request
     */
    public Map<String, Secret> variables() {
        if (secrets != Secrets.VARIABLES) {
            return Map.of();
        }
        Variables filling = new Variables(request.service(), dialect);
        rendered(filling);
        return Collections.unmodifiableMap(new LinkedHashMap<>(filling.values()));
    }

    /**
     * Gives {@link #text()}, or a comment with the reason where the dialect cannot carry the request.
     *
     * @return a text without secrets
     */
    @Override
    public String toString() {
        try {
            return text();
        } catch (CurlDialectException refused) {
            return Layout.comment(dialect, String.valueOf(refused.getMessage()));
        }
    }

    private Filling filling() {
        return secrets == Secrets.MASKED ? Filling.MASKED : new Variables(request.service(), dialect);
    }

    private String rendered(Filling filling) {
        try {
            return rendered(dialect, filling);
        } catch (CurlDialectException refused) {
            throw ALTERNATIVES.stream()
                    .filter(other -> other != dialect && canRender(other, filling))
                    .findFirst()
                    .map(refused::naming)
                    .orElse(refused);
        }
    }

    private boolean canRender(CurlDialect other, Filling filling) {
        try {
            rendered(other, filling instanceof Variables ? new Variables(request.service(), other) : filling);
            return true;
        } catch (CurlDialectException refused) {
            return false;
        }
    }

    private String rendered(CurlDialect language, Filling filling) {
        RequestAnatomy anatomy = RequestAnatomy.of(request);
        refuseWhatCurlDrops(anatomy);
        Invocation invocation = new Invocation(anatomy, filling, hidden || filling instanceof Variables);
        List<String> lines = lines(language, invocation);
        List<String> comments = new ArrayList<>();
        comments.add(language.title());
        comments.addAll(Replay.notes(anatomy));
        if (language == CurlDialect.POWERSHELL && lines.stream().anyMatch(Layout::isBeyondAscii)) {
            comments.add("on Windows curl --version has to list Unicode among its features");
        }
        if (filling instanceof Variables variables) {
            comments.addAll(variables.notes());
        }
        return Layout.text(language, oneLine, comments, lines);
    }

    private List<String> lines(CurlDialect language, Invocation invocation) {
        if (hidden && !HIDING.contains(language)) {
            throw new CurlDialectException(language, "it has no means to keep secrets out of the process list");
        }
        return switch (language) {
            case SH, BASH -> new ShellWriter(language, hidden).write(invocation);
            case POWERSHELL, WINDOWS_POWERSHELL -> new PowerShellWriter(language).write(invocation);
            case CMD -> new CmdWriter().write(invocation);
            case CONFIG_FILE -> new ConfigWriter(invocation).write();
        };
    }

    /** curl takes a header line with nothing but white space, form feeds included, for an order to leave it out. */
    private void refuseWhatCurlDrops(RequestAnatomy anatomy) {
        for (RequestAnatomy.Line line : anatomy.headers()) {
            String value = line.value().wire();
            if (BLANK.matcher(value).matches()) {
                throw new CurlDialectException(
                        dialect,
                        "curl does not send header "
                                + Filling.MASKED.wire(line.label()).text() + " when its value is blank");
            }
        }
    }
}
