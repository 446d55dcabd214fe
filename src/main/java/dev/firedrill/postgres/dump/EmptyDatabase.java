package dev.firedrill.postgres.dump;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Inconclusive;
import java.util.Optional;

/** A database for a plain dump that does not make its own, and therefore says neither its locale nor its settings. */
final class EmptyDatabase {
    /** In order: letters of all languages are known in the first, and the second is everywhere. */
    private static final String[] LOCALES = {"C.UTF-8", "C"};

    private EmptyDatabase() {}

    /**
     * Makes it.
     *
     * @param encoding of the dump's text
     * @return what it is like, for people
     */
    static String create(LoadingServer server, String encoding) {
        var source = server.order().source();
        var database = server.order().system().database();
        server.sql().makeRoomFor(database);
        var said = source.value(PgDumpCatalog.LOCALE);
        var locale = said.orElseGet(() -> known(server, encoding));
        try {
            server.sql()
                    .execute("create database %I template template0 encoding %L locale %L", database, encoding, locale);
        } catch (Inconclusive e) {
            if (said.isPresent()) {
                throw new ConfigurationMistake(
                        source.place(),
                        "the database cannot be made with locale [" + said.get() + "]: " + e.getMessage(),
                        "give a locale that this host has (locale -a lists them) and that fits encoding " + encoding);
            }
            throw e;
        }
        return "the dump does not make its database (pg_dump --create does): made with encoding %s and locale %s%s; settings of the database are not in the dump"
                .formatted(
                        encoding,
                        locale,
                        said.isPresent() ? "" : ", a guess, which orders and compares texts (see locale:)");
    }

    private static String known(LoadingServer server, String encoding) {
        boolean unicode = encoding.equals("UTF8");
        return Optional.of(LOCALES[0])
                .filter(locale -> unicode && server.sql().knowsLocale(locale))
                .orElse(LOCALES[1]);
    }
}
