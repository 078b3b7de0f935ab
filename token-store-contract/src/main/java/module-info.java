/** What every token store has to do, as tests that its author extends. */
module dev.tokentrail.store.contract {
    requires static transitive org.jspecify;
    requires transitive dev.tokentrail.core;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;

    exports dev.tokentrail.store.contract;
}
