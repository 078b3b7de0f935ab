package dev.tokentrail.mock.consent;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.page.Html;
import dev.tokentrail.mock.page.Page;

/** Why a page cannot go on, and what its reader can do. */
enum Trouble {
    MALFORMED(
            400,
            "This form cannot be read",
            "Something is missing in it, or it holds what this page never offered. Go back and send the form again."),
    OTHER_BROWSER(
            403,
            "This sign-in belongs to another browser",
            "It can only be finished where it began, and there only with cookies allowed. Start again at the"
                    + " application."),
    UNKNOWN(
            404,
            "This sign-in is not known",
            "The address is incomplete, or the emulator has forgotten it since. Start again at the application."),
    DECIDED(
            409,
            "This request has been answered",
            "You approved or denied it before, and that stays so. To decide anew, start again at the application."),
    EXPIRED(
            410,
            "This sign-in has expired",
            "It was open for more than ten minutes by the emulator's clock. Start again at the application.");

    private final int status;
    private final String title;
    private final String advice;

    Trouble(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    Answer answer(String service) {
        return new Page(title, service, Html.of("<h1>{}</h1><p>{}</p>", title, advice)).answer(status);
    }
}
