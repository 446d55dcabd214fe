package dev.firedrill.postgres.dump;

import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A dump in custom or directory format, which pg_restore loads. */
record ArchiveDump(Path file, DumpFormat format, ArchiveContents contents, int major) implements DumpContent {
    /** What would call other servers: their passwords are left out, and so are subscriptions. */
    private static final String PASSWORDS = "USER MAPPING";

    static ArchiveDump open(Path file, DumpFormat format) throws IOException {
        var table = format == DumpFormat.CUSTOM ? file : file.resolve(DirectoryFiles.CONTENTS);
        if (!Files.exists(table)) {
            throw new BackupUnusable("expecting " + DirectoryFiles.CONTENTS + " in the dump " + file
                    + ", but it is missing: without it nothing says what the other files are");
        }
        var contents = read(table);
        if (format == DumpFormat.DIRECTORY) {
            DirectoryFiles.require(file, contents);
        }
        requireData(file, contents);
        return new ArchiveDump(file, format, contents, contents.header().major());
    }

    private static ArchiveContents read(Path table) {
        try {
            return ArchiveContents.read(table);
        } catch (IOException e) {
            throw DumpContent.unread(table, e);
        }
    }

    private static void requireData(Path file, ArchiveContents contents) {
        if (!contents.hasData() && contents.of("TABLE").findAny().isPresent()) {
            throw DumpContent.withoutData(file);
        }
    }

    @Override
    public Optional<String> database() {
        return Optional.of(contents.header().database());
    }

    @Override
    public List<String> notes() {
        var header = contents.header();
        var notes = new ArrayList<String>();
        notes.add("%s dump of database %s, from PostgreSQL %s, by pg_dump %s: %,d tables with rows"
                .formatted(
                        format,
                        header.database(),
                        header.server(),
                        header.program(),
                        contents.of("TABLE DATA").count()));
        var without = contents.tablesWithoutData();
        if (!without.isEmpty()) {
            notes.add("the dump has no rows of %d tables, which were excluded: %s"
                    .formatted(without.size(), without.stream().limit(10).collect(Collectors.joining(", "))));
        }
        leftOut("SUBSCRIPTION").ifPresent(notes::add);
        leftOut(PASSWORDS).ifPresent(notes::add);
        return notes;
    }

    /** In a directory the files count, not what its table of contents says of them: pg_restore does the same. */
    @Override
    public DataProof proof() throws IOException {
        var said = contents.header().compression().proof();
        if (format == DumpFormat.CUSTOM || !said.isComplete()) {
            return said;
        }
        return DirectoryFiles.otherThanGzip(file)
                .map(other -> DataProof.none(DirectoryFiles.compression(other)))
                .orElse(said);
    }

    private Optional<String> leftOut(String kind) {
        long count = contents.of(kind).count();
        return count == 0
                ? Optional.empty()
                : Optional.of("%d of kind %s left out, so that no other server is called".formatted(count, kind));
    }

    @Override
    public void load(LoadingServer server) throws IOException {
        var objects = Globals.load(server);
        objects.requireExtensions(
                contents.of("EXTENSION").map(ArchiveEntry::tag).toList());
        contents.entries().forEach(entry -> provide(objects, entry));
        server.sql().makeRoomFor(contents.header().database());
        var complaints = new RestoreComplaints(server.showsKeys());
        var result = server.program("pg_restore", "template1", arguments(server))
                .tellingLines(complaints::hear)
                .run();
        server.judge(result, complaints, "loading " + file + " with pg_restore");
        objects.notes().forEach(server.order()::note);
    }

    private static void provide(ClusterObjects objects, ArchiveEntry entry) {
        objects.role(entry.owner());
        objects.tablespace(entry.tablespace());
        if (!entry.kind().equals("FUNCTION") && !entry.kind().equals("PROCEDURE")) {
            entry.definition().lines().filter(DumpNeeds::mayNeed).forEach(objects::provide);
        }
    }

    private List<String> arguments(LoadingServer server) throws IOException {
        var arguments = new ArrayList<>(List.of("--create", "--exit-on-error", "--no-subscriptions"));
        server.order().source().value(PgDumpCatalog.JOBS).ifPresent(number -> arguments.add("--jobs=" + number));
        if (contents.of(PASSWORDS).findAny().isPresent()) {
            arguments.add("--use-list=" + listWithoutPasswords(server));
        }
        arguments.add(file.toString());
        return arguments;
    }

    private Path listWithoutPasswords(LoadingServer server) throws IOException {
        var wanted = contents.entries().stream()
                .filter(entry -> !entry.kind().equals(PASSWORDS))
                .map(entry -> entry.number() + ";")
                .toList();
        return Files.write(server.directory().resolve("entries"), wanted);
    }
}
