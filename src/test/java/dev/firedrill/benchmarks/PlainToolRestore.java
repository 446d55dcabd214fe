package dev.firedrill.benchmarks;

import dev.firedrill.store.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What a user would do by hand, up to the answer of the first query. */
final class PlainToolRestore {
    private final ToolSide side;
    private final Path directory;

    PlainToolRestore(ToolSide side, Path directory) {
        this.side = side;
        this.directory = directory;
    }

    /** Seconds from the start of the tool to the answer of the first query; what was restored is deleted then. */
    double seconds() throws Exception {
        OwnedDirectory.create(directory);
        long began = System.nanoTime();
        var server = side.byHand().restore(directory);
        try {
            try (var connection = server.superuser("postgres");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(side.firstQuery())) {
                if (!rows.next()) {
                    throw new IOException("nothing was measured: the first query returned no row");
                }
            }
            return (System.nanoTime() - began) / 1e9;
        } finally {
            server.process().stop("QUIT", Duration.ofSeconds(10));
            OwnedDirectory.remove(directory);
        }
    }
}
