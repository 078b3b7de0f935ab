/** Access tokens from WSO2 API Manager. */
@SuppressWarnings("module")
module dev.tokentrail.provider.wso2 {
    requires transitive dev.tokentrail.core;

    exports dev.tokentrail.provider.wso2;
}
