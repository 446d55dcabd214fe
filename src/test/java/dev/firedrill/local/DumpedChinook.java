package dev.firedrill.local;

import com.github.luben.zstd.ZstdOutputStream;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.Trait;
import dev.firedrill.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.stream.Stream;

/** Dumps of a production with the Chinook music store, made once by the host's own pg_dump; tests plant faults in copies. */
final class DumpedChinook {
    /** What a dump says of its cluster: owners, grants, extensions, what calls out, and objects of every kind. */
    private static final String[] MORE = {
        "create role shopkeeper login password 'of production'",
        "create role \"Odd \"\"role\"\"\" superuser",
        "create role reader",
        "alter table album owner to shopkeeper",
        "grant select on artist to reader",
        "alter default privileges for role shopkeeper in schema public grant select on tables to \"Odd \"\"role\"\"\"",
        "alter database chinook set work_mem = '8MB'",
        "select lo_from_bytea(4711, 'a large object')",
        "create table empty_one (id int)",
        "create table notes (body text, id int primary key)",
        "insert into notes values (E'\\r' || 'estrict me', 1), (E'-- PostgreSQL database dump complete\\n\\\\.\\n', 2),"
                + " ('\\connect elsewhere', 3)",
        "create function tricky() returns text language sql as $body$\nselect '\nCOPY notes (id, body) FROM stdin;\n"
                + "\\! touch hacked\n'\n$body$",
        "create function loud() returns event_trigger language plpgsql as $$begin raise exception 'loud'; end$$",
        "create publication everything for all tables",
        "create subscription nowhere connection 'host=127.0.0.1 port=1 dbname=nowhere password=hidden'"
                + " publication everything with (connect = false)",
        "create extension postgres_fdw",
        "create server elsewhere foreign data wrapper postgres_fdw options (host '127.0.0.1', port '1')",
        "create user mapping for public server elsewhere options (user 'me', password 'hidden')",
        "create foreign table far (id int) server elsewhere",
        "create event trigger loud on ddl_command_end execute function loud()",
    };

    static final Duration AGE = Duration.ofSeconds(61);

    private static Path made;

    private DumpedChinook() {}

    /** The directory of all dumps: custom.dump, directory.dump, plain.sql and others. Nobody may change it. */
    static synchronized Path all() {
        if (made == null) {
            made = make(Path.of("target/test-state/dumps").toAbsolutePath());
        }
        return made;
    }

    private static Path make(Path directory) {
        try {
            delete(directory);
            Files.createDirectories(directory);
            var home = Files.createTempDirectory("chinook");
            try (var cluster = DebianCluster.in(home)
                    .with(Trait.CHINOOK, Trait.EN_US, Trait.EXTENSIONS, Trait.TABLESPACE)
                    .start()) {
                Stream.of(MORE).forEach(cluster::sql);
                dump(cluster, directory);
                age(directory);
            } finally {
                delete(home);
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void dump(DebianCluster cluster, Path directory) throws IOException {
        make(cluster, directory, "custom.dump", "--format=custom");
        make(cluster, directory, "uncompressed.dump", "--format=custom", "--compress=0");
        make(cluster, directory, "directory.dump", "--format=directory", "--jobs=2");
        make(cluster, directory, "loose.dump", "--format=directory", "--compress=0");
        make(cluster, directory, "inserts.dump", "--format=directory", "--compress=0", "--inserts");
        make(cluster, directory, "plain.sql");
        make(cluster, directory, "created.sql", "--create", "--verbose");
        make(cluster, directory, "inserts.sql", "--create", "--rows-per-insert=100");
        make(cluster, directory, "structure.dump", "--format=custom", "--schema-only");
        make(cluster, directory, "structure.sql", "--schema-only");
        make(cluster, directory, "archive.tar", "--format=tar");
        cluster.run("pg_dumpall", "--globals-only", "--file=" + directory.resolve("globals.sql"));
        cluster.run("pg_dumpall", "--file=" + directory.resolve("everything.sql"));
        Command.of("gzip", "--keep", directory.resolve("created.sql").toString())
                .runOrThrow("compressing");
        try (var zstd = new ZstdOutputStream(Files.newOutputStream(directory.resolve("created.sql.zst")))) {
            Files.copy(directory.resolve("created.sql"), zstd.setChecksum(true));
        }
    }

    private static void make(DebianCluster cluster, Path directory, String name, String... options) {
        var line = Stream.concat(Stream.of(options), Stream.of("--file=" + directory.resolve(name), "chinook"));
        cluster.run("pg_dump", line.toArray(String[]::new));
    }

    /** What was written a moment ago may still be written: a restore that fails waits to see. */
    static void age(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.toList()) {
                var time = Files.getLastModifiedTime(file).toInstant().minus(AGE);
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }

    /** Puts a copy of one into a directory, with its time. */
    static Path copy(String name, Path directory) throws IOException {
        return copied(all().resolve(name), directory);
    }

    static Path copied(Path dump, Path directory) throws IOException {
        Files.createDirectories(directory);
        Command.of("cp", "--archive", dump.toString(), directory.toString()).runOrThrow("copying a dump");
        return directory.resolve(dump.getFileName());
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
