package dev.tokentrail.demo.web.settings;

import dev.tokentrail.demo.settings.Settings;
import dev.tokentrail.demo.web.Page;
import dev.tokentrail.demo.web.Templates;
import dev.tokentrail.demo.web.Web;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Shows which services are real and which variables are set or missing, and no value. */
public final class SettingsPage {

    /**
     * What the page shows.
     *
     * @param page its frame
     * @param settings what is set
     */
    public record Model(Page page, Settings settings) {}

    private final Web web;

    /** Creates the page. */
    public SettingsPage(Web web) {
        this.web = web;
    }

    /** Adds its address. */
    public void register(RoutesConfig routes) {
        routes.get("/settings", this::show);
    }

    private void show(Context context) {
        web.guards().visitor(context);
        Templates.render(context, "settings/settings.jte", new Model(web.page(context, "Settings"), web.settings()));
    }
}
