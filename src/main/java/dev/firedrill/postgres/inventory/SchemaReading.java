package dev.firedrill.postgres.inventory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a database consists of, by the queries of {@code schema.sql}. */
final class SchemaReading {
    private static final String OWN_ROLES = "('firedrill_check', 'firedrill_writer')";
    private static final String SECTION = "(?m)^-- kind: ";
    private static final String STAMPS = "stamps";
    private static final Map<String, String> QUERIES = queries();

    private SchemaReading() {}

    private static Map<String, String> queries() {
        try (var file = SchemaReading.class.getResourceAsStream("schema.sql")) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            var queries = new LinkedHashMap<String, String>();
            var sections = List.of(text.split(SECTION));
            for (var section : sections.subList(1, sections.size())) {
                var parts = section.split("\n", 2);
                var sql = parts[1].strip().replace("{n}", TableFacts.SCHEMAS).replace("{own}", OWN_ROLES);
                queries.put(parts[0].strip(), sql.substring(0, sql.length() - 1));
            }
            return queries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All objects, in the order of kinds and names.
     *
     * @throws SQLException also where an object vanished while it was read
     */
    static List<SchemaObject> objects(PinnedSession session) throws SQLException {
        var all = new ArrayList<SchemaObject>();
        for (var query : QUERIES.entrySet()) {
            if (!query.getKey().equals(STAMPS)) {
                for (var row : session.rows(query.getValue() + " ORDER BY 1, 2")) {
                    all.add(object(query.getKey(), row));
                }
                // It locks what it tells of, and a server has no room for the locks of all.
                session.renew();
            }
        }
        return all;
    }

    private static SchemaObject object(String kind, List<String> row) throws SQLException {
        if (row.get(0) == null || row.get(1) == null) {
            throw new SQLException(kind + " " + row.get(0) + " vanished while it was read");
        }
        return new SchemaObject(kind, row.get(0), row.get(1));
    }

    /**
     * Which versions of the rows of the catalogs a session sees. The server makes definitions from what is there by then,
     * and not from what a snapshot sees: where a later look has other versions, neither can be believed.
     */
    static List<List<String>> stamps(PinnedSession session) throws SQLException {
        return session.rows(QUERIES.get(STAMPS) + " ORDER BY 1");
    }
}
