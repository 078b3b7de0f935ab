/** Access tokens from Sage X3. */
@SuppressWarnings("module") // the product's name ends in a digit
module dev.tokentrail.provider.x3 {
    requires transitive dev.tokentrail.core;

    exports dev.tokentrail.provider.x3;
}
