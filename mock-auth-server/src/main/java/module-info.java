/** A strict emulator of five token services, embedded in tests or run as a program. */
@SuppressWarnings("module") // the demo is not there when this is compiled
module dev.tokentrail.mock {
    requires io.javalin;
    requires java.xml.crypto;
    requires jjwt.api;
    requires org.apache.commons.cli;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.eclipse.jetty.ee10.servlet;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires org.slf4j;
    requires tools.jackson.core;
    // Not transitive: whoever embeds the emulator without the JUnit extension has no JUnit.
    requires static org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports dev.tokentrail.mock;
    exports dev.tokentrail.mock.connection to
            dev.tokentrail.demo;
    exports dev.tokentrail.mock.junit;
    exports dev.tokentrail.mock.tls to
            dev.tokentrail.demo;
}
