/** Token requests that failed, repeated as far as their grant allows. */
module dev.tokentrail.retry {
    requires static transitive org.jspecify;
    requires transitive dev.tokentrail.core;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.retry;

    exports dev.tokentrail.retry;
}
