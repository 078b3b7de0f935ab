/** Access tokens from X Booker. */
module dev.tokentrail.provider.xbooker {
    requires transitive dev.tokentrail.core;

    exports dev.tokentrail.provider.xbooker;
}
