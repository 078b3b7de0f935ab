/** Access tokens from GoTo. */
module dev.tokentrail.provider.gotoapi {
    requires transitive dev.tokentrail.core;

    exports dev.tokentrail.provider.gotoapi;
}
