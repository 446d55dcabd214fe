package dev.firedrill.postgres.walg;

import dev.firedrill.config.BackupSource;
import dev.firedrill.process.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program wal-g and the storage that it works on. It only ever reads here: {@code backup-list}, {@code backup-fetch},
 * {@code wal-show}, {@code wal-fetch} and {@code st cat}. Of our environment it is told next to nothing, so credentials
 * stand in its configuration file, or where its libraries find them below the home directory.
 *
 * @param config its configuration file; empty for the one that it finds by itself
 * @param prefix the storage; empty for what its configuration says
 * @param downloadConcurrency how many files a backup is fetched by at a time; empty for what its configuration says
 */
record WalG(
        String program, Optional<Path> config, Optional<StoragePrefix> prefix, Optional<String> downloadConcurrency) {
    static final String PROGRAM = "program";
    static final String CONFIG = "config";
    static final String PREFIX = "prefix";
    static final String CONCURRENCY = "downloadConcurrency";

    /** The setting of that name. */
    static final String CONCURRENCY_SETTING = "WALG_DOWNLOAD_CONCURRENCY";

    static WalG of(BackupSource source) {
        return new WalG(
                source.value(PROGRAM).orElse("wal-g"),
                source.value(CONFIG).map(text -> source.path(CONFIG)),
                StoragePrefix.of(source, PREFIX),
                source.value(CONCURRENCY));
    }

    /** One command of it, ready to run. */
    Tool tool(String... words) {
        var environment = new HashMap<>(storage());
        downloadConcurrency.ifPresent(number -> environment.put(CONCURRENCY_SETTING, number));
        return Tool.of(line(words)).named("wal-g " + words[0]).withEnvironment(environment);
    }

    /** A command line of it; the storage's address is no part of it. */
    List<String> line(String... words) {
        var line = new ArrayList<>(List.of(program));
        config.ifPresent(file -> line.addAll(List.of("--config", file.toString())));
        line.addAll(List.of(words));
        return line;
    }

    /** The settings that lead to the storage. */
    Map<String, String> storage() {
        return prefix.map(it -> Map.of(it.variable(), it.value())).orElse(Map.of());
    }

    /** Without the address, which may hold a password. */
    @Override
    public String toString() {
        return "wal-g" + config.map(file -> " with " + file).orElse("");
    }
}
