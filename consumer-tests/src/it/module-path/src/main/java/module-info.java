/** A program that gets tokens from Sonetel. */
module consumer {
    requires dev.tokentrail.provider.sonetel;
}
