package dev.firedrill.postgres.dump;

import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dump as text, which psql loads. */
record PlainDump(Path file, DumpFormat format, PlainHeader header, int major, RestoreOrder order)
        implements DumpContent {
    private static final String END = "-- PostgreSQL database dump complete";
    private static final int LAST_BYTES = 4096;
    private static final DataProof COMPARED =
            DataProof.compared("the checksum of the compressed text is compared while it is loaded");

    static PlainDump open(Path file, DumpFormat format, RestoreOrder order) throws IOException {
        var header = PlainHeader.read(file, format);
        if (!header.isDump()) {
            throw DumpContent.none(file);
        }
        if (header.isOfCluster()) {
            throw new Inconclusive(file + " is a dump of all databases by pg_dumpall, which is not restored here"
                    + "\n  Remedy: dump each database with pg_dump, and roles with pg_dumpall --globals-only");
        }
        if (format == DumpFormat.PLAIN && !endsWithItsSign(file)) {
            throw truncated(file);
        }
        return new PlainDump(file, format, header, header.major(), order);
    }

    /** Told before anything is loaded: psql takes the end of the file for the end of the rows. */
    private static boolean endsWithItsSign(Path file) throws IOException {
        try (var reader = new RandomAccessFile(file.toFile(), "r")) {
            reader.seek(Math.max(0, reader.length() - LAST_BYTES));
            var end = new byte[(int) Math.min(LAST_BYTES, reader.length())];
            reader.readFully(end);
            return new String(end, StandardCharsets.ISO_8859_1).contains("\n" + END);
        }
    }

    private static BackupUnusable truncated(Path file) {
        return new BackupUnusable(
                "the dump " + file + " is truncated: expecting it to end with [" + END + "], but it does not");
    }

    @Override
    public Optional<String> database() {
        return header.database();
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<String>();
        notes.add("%s dump, from PostgreSQL %s, by pg_dump %s"
                .formatted(
                        format,
                        header.server().orElse("of unknown version"),
                        header.program().orElse("of unknown version")));
        return notes;
    }

    /** Programs that compress a text add checksums; pg_dump, where it compresses by itself, adds none but with gzip. */
    @Override
    public DataProof proof() throws IOException {
        return switch (format) {
            case PLAIN_GZIP -> COMPARED;
            case PLAIN_LZ4 -> CompressedFile.hasChecksums(file, DumpCompression.LZ4) ? COMPARED : DataProof.none("lz4");
            case PLAIN_ZSTD -> CompressedFile.hasChecksums(file, DumpCompression.ZSTD)
                    ? COMPARED
                    : DataProof.none("zstd");
            default -> DataProof.none("none");
        };
    }

    @Override
    public void load(LoadingServer server) throws IOException {
        var objects = Globals.load(server);
        if (database().isEmpty()) {
            order.note(EmptyDatabase.create(server, header.encoding().orElse("UTF8")));
        } else {
            server.sql().makeRoomFor(database().get());
        }
        try (var stream = PlainFile.open(file, format)) {
            var text = new PlainText(stream, header.key(), line -> isExecuted(line, objects));
            parts(text, new RestrictedPsql(server, "loading " + file + " with psql"));
            objects.notes().forEach(order::note);
            order.note("rows of %,d tables came by COPY; %d statements left out, so that no other server is called"
                    .formatted(text.tables(), text.leftOut()));
        }
    }

    private void parts(PlainText text, RestrictedPsql psql) throws IOException {
        var database = order.system().database();
        var next = psql.run(text, database().isEmpty() ? database : "template1");
        while (next.isPresent()) {
            requireSame(next.get(), database, text.line());
            next = psql.run(text, database);
        }
        if (!text.isComplete()) {
            throw truncated(file);
        }
        if (text.hasNoData()) {
            throw DumpContent.withoutData(file);
        }
    }

    /** A text made of several dumps would fill one database after another. */
    private void requireSame(String connect, String database, long line) {
        if (database().isEmpty() || !ConnectCommand.database(connect).equals(database)) {
            throw new Inconclusive("line %d of %s changes to another database than [%s]: [%s]"
                    .formatted(line, file, database, connect));
        }
    }

    private static boolean isExecuted(String line, ClusterObjects objects) {
        if (DumpNeeds.callsOut(line)) {
            return false;
        }
        objects.provide(line);
        return true;
    }
}
