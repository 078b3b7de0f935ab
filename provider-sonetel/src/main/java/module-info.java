/** Access tokens from Sonetel. */
module dev.tokentrail.provider.sonetel {
    requires transitive dev.tokentrail.core;

    exports dev.tokentrail.provider.sonetel;
}
