package dev.tokentrail.demo.web;

import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.session.Visitors;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What stands before every page: the host's name, the session, the CSRF token, and the headers of every answer. */
public final class Guards {

    /** The header that carries the CSRF token where no form does. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    /** Answers that the demo is up, to whatever name, because who asks this in a container has none. */
    public static final String HEALTH = "/health";

    private static final String VISITOR = "visitor";
    private static final Set<HandlerType> HARMLESS = Set.of(HandlerType.GET, HandlerType.HEAD);
    private static final List<String> LOOPBACK_NAMES = List.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> WITHOUT_CSRF_TOKEN = Set.of("/callback");

    private final Visitors visitors;
    private final Supplier<String> origin;
    private final Supplier<List<String>> signInOrigins;

    /**
     * Creates the guards.
     *
     * @param visitors the sessions
     * @param origin scheme, host and port of this server
     * @param signInOrigins origins to which a form may lead by way of a redirect: those of the authorize pages
     */
    Guards(Visitors visitors, Supplier<String> origin, Supplier<List<String>> signInOrigins) {
        this.visitors = visitors;
        this.origin = origin;
        this.signInOrigins = signInOrigins;
    }

    /** Stands before every page that is added after this. */
    public void register(RoutesConfig routes) {
        routes.before(context -> headers().forEach(context::header));
        routes.before(this::requireHost);
        routes.before(this::requireCsrfToken);
        routes.get(HEALTH, context -> context.result("up"));
    }

    /** The headers of every answer. */
    public Map<String, String> headers() {
        return Map.of(
                "Content-Security-Policy", contentSecurityPolicy("'self'"),
                "Referrer-Policy", "no-referrer",
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "DENY",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cross-Origin-Resource-Policy", "same-origin",
                "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
                "Cache-Control", "no-store");
    }

    /** Lets a page draw with styles of its own, which a picture needs; scripts stay as they are everywhere. */
    public void allowInlineStyles(Context context) {
        context.header("Content-Security-Policy", contentSecurityPolicy("'self' 'unsafe-inline'"));
    }

    private String contentSecurityPolicy(String styles) {
        return "default-src 'none'; script-src 'self'; style-src " + styles
                + "; img-src 'self' data:; connect-src 'self'; form-action 'self' "
                + String.join(" ", signInOrigins.get()) + "; frame-ancestors 'none'; base-uri 'none'";
    }

    /** A page of another name that leads here, by DNS rebinding say, is not this server's page. */
    private void requireHost(Context context) {
        if (context.path().equals(HEALTH)) {
            return;
        }
        String own = origin.get();
        String authority = own.substring(own.indexOf("://") + 3);
        String host = Optional.ofNullable(context.header("Host")).orElse("").toLowerCase(Locale.ROOT);
        if (host.equals(authority)) {
            return;
        }
        String port = authority.replaceFirst("^(\\[[^]]*]|[^:]*)", "");
        boolean ownByOtherName = LOOPBACK_NAMES.stream().anyMatch(name -> host.equals(name + port))
                && LOOPBACK_NAMES.stream().anyMatch(name -> authority.equals(name + port));
        if (ownByOtherName && HARMLESS.contains(context.method())) {
            String query = context.queryString();
            context.redirect(own + context.path() + (query == null ? "" : "?" + query));
            context.skipRemainingHandlers();
            return;
        }
        throw new PageFailure(421, "This server answers at " + own + " only.");
    }

    private void requireCsrfToken(Context context) {
        if (HARMLESS.contains(context.method()) || WITHOUT_CSRF_TOKEN.contains(context.path())) {
            return;
        }
        Visitor visitor = session(context)
                .orElseThrow(() -> new PageFailure(403, "The session has ended. Load the page again and repeat it."));
        String sent = Optional.ofNullable(context.header(CSRF_HEADER)).orElseGet(() -> context.formParam("_csrf"));
        if (!visitor.ownsCsrfToken(sent)) {
            throw new PageFailure(403, "This form did not come from this session. Load the page again and repeat it.");
        }
    }

    /** The visitor, who begins a session here if there is none yet. */
    public Visitor visitor(Context context) {
        return session(context).orElseGet(() -> {
            Visitors.Begun begun = visitors.begin(Optional.ofNullable(context.cookie(cookieName())));
            context.attribute(VISITOR, begun.visitor());
            setCookie(context, begun.id());
            return begun.visitor();
        });
    }

    /** The visitor if there is a session. */
    public Optional<Visitor> session(Context context) {
        Visitor known = context.attribute(VISITOR);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Visitor> found =
                Optional.ofNullable(context.cookie(cookieName())).flatMap(visitors::find);
        found.ifPresent(visitor -> context.attribute(VISITOR, visitor));
        return found;
    }

    /** Gives the session a new id, at a sign-in; what it revealed is masked again. */
    public void rotate(Context context) {
        session(context).ifPresent(visitor -> visitor.reveal(false));
        Optional.ofNullable(context.cookie(cookieName()))
                .flatMap(visitors::rotate)
                .ifPresent(id -> setCookie(context, id));
    }

    private boolean secure() {
        return origin.get().startsWith("https://");
    }

    private String cookieName() {
        return secure() ? "__Host-tokentrail" : "tokentrail";
    }

    private void setCookie(Context context, String id) {
        context.cookie(new Cookie(cookieName(), id, "/", -1, secure(), true, null, SameSite.LAX));
    }
}
