package dev.firedrill.postgres.debian;

import java.util.List;
import java.util.Map;

/** What a production can have that a restore must cope with; traits combine. Later ones may use what earlier ones made. */
public enum Trait {
    /** The Chinook music store in a database of its own, {@code chinook}; a test that wants it needs the shared file. */
    CHINOOK,
    /** The cluster's locale is {@code en_US.UTF-8}, which the host must have; without this trait it is {@code C}. */
    EN_US(List.of("--locale=en_US.UTF-8")),
    /** Databases are collated by ICU, as in a German phone book. */
    ICU_LOCALE(List.of("--locale-provider=icu", "--icu-locale=de-u-co-phonebk")),
    /** No page checksums. */
    NO_CHECKSUMS,
    /** Full pages in the log are compressed with lz4, which the bundled PostgreSQL cannot read. */
    WAL_LZ4(Map.of("wal_compression", "lz4")),
    /** Table {@code phone_book} with a column and an index collated by ICU. */
    ICU_COLLATION(
            "create collation phonebook (provider = icu, locale = 'de-u-co-phonebk')",
            "create table phone_book (name text collate phonebook primary key)",
            "insert into phone_book values ('Göbel'), ('Goethe'), ('Goldmann'), ('Götz')"),
    /** Table {@code ledger} with an index in tablespace {@code fast}, outside of the data directory. */
    TABLESPACE(
            "create table ledger (id int, amount int not null) tablespace fast",
            "create unique index ledger_id on ledger (id) tablespace fast",
            "insert into ledger select n, n % 97 from generate_series(1, 5000) n"),
    /** Extensions pg_trgm and hstore; table {@code articles} with an index by each. */
    EXTENSIONS(
            "create extension pg_trgm",
            "create extension hstore",
            "create table articles (id int primary key, title text not null, tags hstore not null)",
            "insert into articles select n, 'title ' || md5(n::text), hstore('n', n::text) from generate_series(1, 500) n",
            "create index articles_title on articles using gin (title gin_trgm_ops)",
            "create index articles_tags on articles using gist (tags)"),
    /** Limits that a recovery must not undercut. */
    MANY_CONNECTIONS(Map.of(
            "max_connections", "250",
            "max_prepared_transactions", "40",
            "max_worker_processes", "20",
            "max_wal_senders", "15",
            "max_locks_per_transaction", "128")),
    /** Subscription {@code nowhere}, enabled, to a server that does not exist. */
    SUBSCRIPTION(
            "create subscription nowhere connection 'host=127.0.0.1 port=1 dbname=nowhere' publication everything"
                    + " with (connect = false)",
            "alter subscription nowhere enable"),
    /** Physical slot {@code standby} and logical slot {@code changes}. */
    SLOTS(
            List.of(),
            Map.of("wal_level", "logical"),
            "select pg_create_physical_replication_slot('standby', true)",
            "select pg_create_logical_replication_slot('changes', 'pgoutput')");

    private final List<String> initdb;
    private final Map<String, String> settings;
    private final List<String> statements;

    Trait(List<String> initdb, Map<String, String> settings, String... statements) {
        this.initdb = initdb;
        this.settings = settings;
        this.statements = List.of(statements);
    }

    Trait(List<String> initdb) {
        this(initdb, Map.of());
    }

    Trait(Map<String, String> settings) {
        this(List.of(), settings);
    }

    Trait(String... statements) {
        this(List.of(), Map.of(), statements);
    }

    /** What it adds to the command line of initdb. */
    List<String> initdb() {
        return initdb;
    }

    /** What it adds to postgresql.conf. */
    Map<String, String> settings() {
        return settings;
    }

    /** What is executed for it, each statement in its own transaction. */
    List<String> statements() {
        return statements;
    }
}
