package dev.firedrill.postgres.dump;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a dump needs of its cluster, which no dump of one database holds: roles, tablespaces, extensions. It is made, or
 * found missing, before the statement that needs it is executed.
 */
final class ClusterObjects {
    private final LoadingServer server;
    private final boolean makesRoles;
    private final Set<String> roles;
    private final Set<String> tablespaces;
    private final Set<String> available;
    private final Set<String> made = new TreeSet<>();
    private final Set<String> extensions = new TreeSet<>();

    /** @param makesRoles whether a role that is missing is made; not where a file says which ones there are */
    ClusterObjects(LoadingServer server, boolean makesRoles) {
        this.server = server;
        this.makesRoles = makesRoles;
        this.roles = new HashSet<>(server.sql().query("select rolname from pg_roles"));
        this.tablespaces = new HashSet<>(server.sql().query("select spcname from pg_tablespace"));
        this.available = new HashSet<>(server.sql().query("select name from pg_available_extensions"));
    }

    /** Sees to what one line of a dump needs. */
    void provide(String line) {
        DumpNeeds.roles(line).forEach(this::role);
        DumpNeeds.tablespace(line).ifPresent(this::tablespace);
        DumpNeeds.extension(line).ifPresent(name -> requireExtensions(List.of(name)));
        DumpNeeds.foreignServer(line).ifPresent(server::requireForeignTablesShutOff);
    }

    void role(String name) {
        // Names of this kind are PostgreSQL's own; a newer one may have more of them.
        if (makesRoles && !name.isEmpty() && !name.startsWith("pg_") && roles.add(name)) {
            server.sql().execute("create role %I nologin", name);
            made.add(name);
        }
    }

    /** Within the restore's own directory, wherever it lies in production. */
    void tablespace(String name) {
        if (name.isEmpty() || !tablespaces.add(name)) {
            return;
        }
        try {
            var place = server.directory().resolve("tablespaces").resolve(Integer.toString(tablespaces.size()));
            server.own(Files.createDirectories(place));
            server.sql().execute("create tablespace %I location %L", name, place.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a place for tablespace " + name, e);
        }
    }

    /** @throws Inconclusive naming all that this host lacks */
    void requireExtensions(List<String> names) {
        var missing = new ArrayList<>(names);
        missing.removeAll(available);
        if (!missing.isEmpty()) {
            throw new Inconclusive(
                    "the dump needs extensions that this host's PostgreSQL does not have: " + String.join(", ", missing)
                            + "\n  Remedy: install their packages for this PostgreSQL on this host");
        }
        extensions.addAll(names);
    }

    /** What was made and found, for people. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        if (!made.isEmpty()) {
            notes.add("roles that the dump names, made without login, settings and memberships: "
                    + String.join(", ", made));
        }
        if (!extensions.isEmpty()) {
            notes.add("extensions, in the versions of this host: " + String.join(", ", extensions));
        }
        return notes;
    }
}
