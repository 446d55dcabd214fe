package dev.firedrill.cli.init;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Backups that could become a system of firedrill.yaml.
 *
 * @param name a name for the system
 * @param database the database that checks look at; empty if that is not known
 * @param backup type and keys, in the order in which they are written
 * @param copies keys of the same backups elsewhere, by name
 * @param notes what a person should know of them
 */
public record FoundSystem(
        String name,
        String database,
        Map<String, String> backup,
        Map<String, Map<String, String>> copies,
        List<String> notes) {

    /** Backups of which nothing else is known. */
    public static FoundSystem of(String name, Map<String, String> backup) {
        return new FoundSystem(legal(name), "", backup, Map.of(), List.of());
    }

    /** Another name for it. */
    public FoundSystem named(String other) {
        return new FoundSystem(other, database, backup, copies, notes);
    }

    /** The database that its checks look at. */
    public FoundSystem withDatabase(String other) {
        return new FoundSystem(name, other, backup, copies, notes);
    }

    FoundSystem withCopy(String copy, String key, String value) {
        var all = new LinkedHashMap<>(copies);
        all.put(copy, Map.of(key, value));
        return new FoundSystem(name, database, backup, all, notes);
    }

    FoundSystem noting(String note) {
        var all = new ArrayList<>(notes);
        all.add(note);
        return new FoundSystem(name, database, backup, copies, all);
    }

    /** In a line, as {@code pgbackrest: stanza main, config /etc/pgbackrest.conf}. */
    public String describe() {
        var keys = new ArrayList<String>();
        backup.forEach((key, value) -> {
            if (!key.equals("type")) {
                keys.add(key + " " + value);
            }
        });
        return backup.get("type") + ": " + String.join(", ", keys);
    }

    /** Letters, digits, dots, hyphens and underscores, as the configuration wants a name. */
    static String legal(String text) {
        var name = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
        return name.isEmpty() ? "system" : name;
    }
}
