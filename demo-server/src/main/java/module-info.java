/** The demo: an application, nothing to depend on. */
@SuppressWarnings("module") // x3 and wso2 end in a digit
module dev.tokentrail.demo {
    requires static org.jspecify;
    requires com.fasterxml.jackson.annotation;
    requires com.zaxxer.hikari;
    requires gg.jte.runtime;
    requires info.picocli;
    requires io.github.cdimascio.dotenv.java;
    requires io.javalin;
    requires jjwt.api;
    requires org.eclipse.jetty.ee10.servlet;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires org.slf4j;
    requires tools.jackson.databind;
    requires dev.tokentrail.mock;
    requires dev.tokentrail.provider.gotoapi;
    requires dev.tokentrail.provider.sonetel;
    requires dev.tokentrail.provider.wso2;
    requires dev.tokentrail.provider.x3;
    requires dev.tokentrail.provider.xbooker;
    requires dev.tokentrail.store.jdbc;

    opens dev.tokentrail.demo to
            info.picocli;
    opens dev.tokentrail.demo.web.api to
            tools.jackson.databind;
}
