/**
 * Tokens in the requests of OkHttp and Spring, and metrics of their sources. Each package needs its library, and no other: the
 * libraries are not transitive, because a module that requires this one would need all three then to be compiled.
 */
module dev.tokentrail.adapters {
    requires static transitive org.jspecify;
    requires transitive dev.tokentrail.core;
    requires static micrometer.core;
    requires static okhttp3;
    requires static spring.web;
    requires static spring.core;

    exports dev.tokentrail.adapters.micrometer;
    exports dev.tokentrail.adapters.okhttp;
    exports dev.tokentrail.adapters.spring;
}
