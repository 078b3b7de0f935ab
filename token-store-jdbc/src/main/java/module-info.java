/** A store that keeps tokens in a database, encrypted: an H2 file, or PostgreSQL. */
module dev.tokentrail.store.jdbc {
    requires static transitive org.jspecify;
    requires transitive dev.tokentrail.core;
    requires transitive java.sql;
    requires com.google.crypto.tink;
    requires com.h2database;
    requires flyway.core;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports dev.tokentrail.store.jdbc;
}
