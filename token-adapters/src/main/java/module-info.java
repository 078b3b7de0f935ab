/** Tokens in the requests of OkHttp and Spring, and metrics of their sources. Each package needs its library, and no other. */
module dev.tokentrail.adapters {
    requires static transitive org.jspecify;
    requires transitive dev.tokentrail.core;
    requires static transitive micrometer.core;
    requires static transitive okhttp3;
    requires static transitive spring.web;
    requires static spring.core;

    exports dev.tokentrail.adapters.micrometer;
    exports dev.tokentrail.adapters.okhttp;
    exports dev.tokentrail.adapters.spring;
}
