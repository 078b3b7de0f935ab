package dev.tokentrail.demo.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;

/** The templates, compiled by the build. */
public final class Templates {

    private static final TemplateEngine ENGINE =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.tokentrail.demo.templates");

    private Templates() {}

    /**
     * Answers with a template.
     *
     * @param context what is answered
     * @param template its file, for example {@code home/home.jte}
     * @param model its only parameter
     */
    public static void render(Context context, String template, Object model) {
        StringOutput output = new StringOutput(16 * 1024);
        ENGINE.render(template, model, output);
        context.contentType("text/html; charset=utf-8").result(output.toString());
    }

    /** The text of a template, for a part of a page that is sent as an event. */
    public static String text(String template, Object model) {
        StringOutput output = new StringOutput();
        ENGINE.render(template, model, output);
        return output.toString();
    }
}
