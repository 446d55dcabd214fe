package dev.firedrill.postgres.walg;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.firedrill.config.BackupSource;
import dev.firedrill.postgres.ManifestDemand;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sees that all files are there which WAL-G lists of a backup: it fetches the archives that it finds, and misses none that
 * is lost.
 */
final class WalGFiles {
    private static final int SHOWN = 20;

    private final Path data;
    private final List<String> missing = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private long files;

    private WalGFiles(Path data) {
        this.data = data;
    }

    /**
     * Fetches the list of newer versions, which keep it beside the description.
     *
     * @param directory the restore's own, where it is put
     * @return empty if the list stands in the description, or there is none
     */
    static Optional<Path> fetchList(WalGSentinel sentinel, Path directory) {
        if (sentinel.isWithoutList() || !sentinel.files().isEmpty()) {
            return Optional.empty();
        }
        var file = directory.resolve("files_metadata.json");
        var result = sentinel.walg()
                .tool("st", "cat", sentinel.list())
                .writingTo(file)
                .run();
        if (!result.isComplete()) {
            throw WalGFaults.failure(
                    sentinel.walg(), "show the list of files of backup " + sentinel.id() + " (wal-g st cat)", result);
        }
        return Optional.of(file);
    }

    /**
     * Compares what was restored with the list.
     *
     * @param list what {@link #fetchList} gave; it is deleted
     * @return what was verified, and what could not be
     * @throws Inconclusive if there is no list, and the configuration does not say that there need be none
     */
    static String verify(WalGSentinel sentinel, BackupSource source, Path data, Optional<Path> list) {
        if (sentinel.isWithoutList()) {
            return ManifestDemand.waived(
                    source,
                    "wal-g made the backup without a list of its files: missing ones were not looked for",
                    "push backups without WALG_WITHOUT_FILES_METADATA");
        }
        var comparison = new WalGFiles(data);
        if (list.isPresent()) {
            comparison.compareWithList(sentinel, list.get());
        } else {
            comparison.compare(sentinel.files().traverse(), sentinel, true);
        }
        return comparison.verified(sentinel);
    }

    private void compareWithList(WalGSentinel sentinel, Path file) {
        try (var json = new JsonFactory().createParser(file.toFile())) {
            compare(json, sentinel, false);
            Files.delete(file);
        } catch (IOException e) {
            throw unreadable(sentinel, e);
        }
    }

    /** Token by token: the list of a large cluster takes a gigabyte. */
    private void compare(JsonParser json, WalGSentinel sentinel, boolean inside) {
        try {
            json.nextToken();
            if (inside) {
                compareAll(json);
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                json.nextToken();
                if (name.equals("Files")) {
                    compareAll(json);
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw unreadable(sentinel, e);
        }
    }

    private void compareAll(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            files++;
            if (!isThere(name)) {
                missing.add(name + ": missing");
            }
            if (hasBadPages(json)) {
                damaged.add(name);
            }
        }
    }

    private boolean isThere(String name) {
        try {
            var file = data.resolve(name.replaceAll("^/+", "")).normalize();
            return file.startsWith(data) && Files.exists(file);
        } catch (InvalidPathException e) {
            throw new Inconclusive("a file of the backup has a name that cannot be used here: " + e.getMessage(), e);
        }
    }

    /** Reads one file's entry to its end. */
    private static boolean hasBadPages(JsonParser json) throws IOException {
        boolean bad = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean blocks = json.currentName().equals("CorruptBlocks");
            var value = json.nextToken();
            bad |= blocks && value != JsonToken.VALUE_NULL;
            json.skipChildren();
        }
        return bad;
    }

    private String verified(WalGSentinel sentinel) {
        if (files == 0) {
            throw new Inconclusive(
                    "wal-g lists no files of backup " + sentinel.id() + ", so nothing says what it must consist of");
        }
        if (!missing.isEmpty()) {
            throw new BackupUnusable("%d of %d files that wal-g lists of backup %s did not come back:%n  %s"
                    .formatted(missing.size(), files, sentinel.id(), shown(missing)));
        }
        if (!damaged.isEmpty()) {
            throw new BackupUnusable("wal-g found damaged pages while it made the backup %s, in %s"
                    .formatted(sentinel.id(), shown(damaged)));
        }
        return "wal-g lists %d files of the backup, and all are there; WAL-G keeps no checksums of them"
                .formatted(files);
    }

    private static String shown(List<String> names) {
        return String.join("\n  ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? "\n  ... and " + (names.size() - SHOWN) + " more" : "");
    }

    private static Inconclusive unreadable(WalGSentinel sentinel, IOException cause) {
        return new Inconclusive("cannot read the list of files of backup " + sentinel.id() + ": " + cause, cause);
    }
}
