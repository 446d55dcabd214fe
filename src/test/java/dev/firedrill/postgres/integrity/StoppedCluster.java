package dev.firedrill.postgres.integrity;

import dev.firedrill.postgres.NewCluster;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.process.Command;
import dev.firedrill.process.Unprivileged;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** A real cluster with a table of a few hundred pages, an index and a TOAST table, stopped; faults go into copies. */
final class StoppedCluster {
    static final Path STATE = Path.of("target", "test-state").toAbsolutePath();
    static final int PAGE = 8192;

    private final Path home;
    private final Path data;
    private final Path table;

    private StoppedCluster(Path home, Path data, Path table) {
        this.home = home;
        this.data = data;
        this.table = table;
    }

    static StoppedCluster make(Path home) throws IOException, SQLException {
        NewCluster.create(PostgresBinaries.bundled(STATE), home.resolve("data"));
        return filled(home);
    }

    static StoppedCluster withoutChecksums(Path home) throws IOException, SQLException {
        var data = Files.createDirectories(home.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Unprivileged.onThisHost().own(data);
        Command.of(Unprivileged.onThisHost()
                        .command(List.of(
                                PostgresBinaries.bundled(STATE).program("initdb"),
                                "--pgdata=" + data,
                                "--username=postgres",
                                "--auth=trust",
                                "--no-sync")))
                .runOrThrow("making a cluster without checksums");
        return filled(home);
    }

    private static StoppedCluster filled(Path home) throws IOException, SQLException {
        var data = home.resolve("data");
        try (var server = server(home, data);
                var connection = server.superuser("postgres");
                var statement = connection.createStatement()) {
            for (var sql : List.of(
                    "create table orders(id int primary key, note text)",
                    "insert into orders select n, repeat('x', 100) from generate_series(1, 20000) n",
                    "create table letters(id int, body text)",
                    "alter table letters alter column body set storage external",
                    "insert into letters select n, repeat('y', 9000) from generate_series(1, 50) n",
                    // Commits are asynchronous here: rows whose commit is not on disk yet are not called all-visible.
                    "checkpoint",
                    "vacuum orders")) {
                statement.execute(sql);
            }
            var rows = statement.executeQuery("select pg_relation_filepath('orders')");
            rows.next();
            return new StoppedCluster(home, data, data.resolve(rows.getString(1)));
        }
    }

    static PostgresServer server(Path home, Path data) {
        var server = PostgresServer.start(
                PostgresBinaries.bundled(STATE),
                data,
                home.resolve("run"),
                "postgres",
                ServerSettings.ofThrowawayServer());
        if (!server.awaitReady(() -> false)) {
            throw new IllegalStateException("no server: " + server.log());
        }
        return server;
    }

    /** A copy of it to plant a fault in. */
    StoppedCluster copy(Path elsewhere) {
        Command.of("cp", "-a", data.toString(), elsewhere.resolve("data").toString())
                .runOrThrow("copying a cluster");
        return new StoppedCluster(
                elsewhere, elsewhere.resolve("data"), elsewhere.resolve("data").resolve(data.relativize(table)));
    }

    Path home() {
        return home;
    }

    Path data() {
        return data;
    }

    /** The table of orders, all of whose pages are all-visible. */
    Path table() {
        return table;
    }

    Path mapOfTable() {
        return table.resolveSibling(table.getFileName() + "_vm");
    }

    String name(Path file) {
        return data.relativize(file).toString();
    }

    /** Puts something in the place of a page's bytes; its checksum is mended if {@code mend} says so. */
    static void put(Path file, int block, int at, boolean mend, byte... bytes) throws IOException {
        var content = Files.readAllBytes(file);
        System.arraycopy(bytes, 0, content, block * PAGE + at, bytes.length);
        if (mend) {
            mend(content, block);
        }
        Files.write(file, content);
    }

    private static void mend(byte[] content, int block) {
        var buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        var result = new int[PageChecksums.AT_ONCE];
        new PageChecksums(PAGE).compute(buffer.asIntBuffer(), block, 1, block, result);
        buffer.putShort(block * PAGE + 8, (short) result[0]);
    }

    static void truncate(Path file, int size) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), size));
    }
}
