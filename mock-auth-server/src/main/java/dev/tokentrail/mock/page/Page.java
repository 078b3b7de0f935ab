package dev.tokentrail.mock.page;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.token.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A page for a person, complete without a script and without any other request.
 *
 * @param title title of the window
 * @param service whose page it is, as the head of the page says it
 * @param main content of the main landmark, its heading included
 * @param wide whether it has much to show side by side
 */
public record Page(String title, String service, Html main, boolean wide) {

    private static final String FORMS_STAY = "; form-action 'self'";

    private static final String TEMPLATE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>{}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%230b5cad'/%3E%3Ccircle cx='6' cy='8' r='2.5' fill='none' stroke='%23fff' stroke-width='1.5'/%3E%3Cpath d='M8.5 8h5M11.5 8v2.5' stroke='%23fff' stroke-width='1.5'/%3E%3C/svg%3E">
            <style>{}</style>
            </head>
            <body>
            <header><p><strong>{}</strong> <span>emulator</span></p></header>
            <main{}>
            {}
            </main>
            <footer><p>This is an emulator: every secret here is public.</p></footer>
            </body>
            </html>
            """;

    /**
     * A narrow page.
     *
     * @param title title of the window
     * @param service whose page it is
     * @param main content of the main landmark
     */
    public Page(String title, String service, Html main) {
        this(title, service, main, false);
    }

    /** Read when the first page is shown, so that a start without pages does not pay for it. */
    private static final class Style {
        static final Html SHEET = sheet();
        static final String POLICY = "default-src 'none'; style-src 'sha256-"
                + Secrets.sha256Base64(SHEET.toString())
                + "'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

        private static Html sheet() {
            try (InputStream file = Objects.requireNonNull(Page.class.getResourceAsStream("page.css"))) {
                return Html.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The page as an answer. Its forms may go nowhere but to this server, redirects included.
     *
     * @param status HTTP status
     */
    public Answer answer(int status) {
        return answer(status, FORMS_STAY);
    }

    /**
     * The page as an answer whose forms may end at another server.
     *
     * <p>Browsers hold {@code form-action} against every redirect that follows a form, so a page whose form ends at an
     * application, which may send the browser on to wherever it likes, cannot have that directive.
     *
     * @param status HTTP status
     */
    public Answer answerWithFormsThatLeave(int status) {
        return answer(status, "");
    }

    private Answer answer(int status, String formAction) {
        return Answer.text(
                        status,
                        "text/html;charset=utf-8",
                        Html.of(TEMPLATE, title, Style.SHEET, service, Html.of(wide ? " class=\"wide\"" : ""), main)
                                .toString())
                .with("Content-Security-Policy", Style.POLICY + formAction)
                .with("Referrer-Policy", "no-referrer")
                .with("X-Content-Type-Options", "nosniff")
                .with("Cache-Control", "no-store");
    }
}
