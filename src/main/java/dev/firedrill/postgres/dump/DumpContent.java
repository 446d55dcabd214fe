package dev.firedrill.postgres.dump;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What one form of dump holds, and how it is loaded. */
interface DumpContent {
    int major();

    /** The database that it makes; empty where it does not say. */
    Optional<String> database();

    List<String> notes();

    /** @throws IOException if it cannot be read */
    DataProof proof() throws IOException;

    void load(LoadingServer server) throws IOException;

    /** @throws IOException if it cannot be read */
    static DumpContent open(Path file, RestoreOrder order) throws IOException {
        var format = DumpFormat.of(file);
        return switch (format) {
            case CUSTOM, DIRECTORY -> ArchiveDump.open(file, format);
            case PLAIN, PLAIN_GZIP, PLAIN_LZ4, PLAIN_ZSTD -> PlainDump.open(file, format, order);
            case TAR -> throw new Inconclusive(file + " is a dump in tar format, which is not restored here"
                    + "\n  Remedy: dump with pg_dump --format=custom or --format=directory");
            case UNKNOWN -> throw none(file);
        };
    }

    static BackupUnusable withoutData(Path file) {
        return new BackupUnusable("the dump " + file + " has tables, but no rows of any: it was made without data");
    }

    static BackupUnusable none(Path file) {
        return new BackupUnusable("expecting " + file
                + " to be a dump, but it begins neither as an archive of pg_dump nor as a plain dump does");
    }

    /** A glob may match dumps of several databases, and rules for one would be told of another. */
    default void requireDatabase(RestoreOrder order) {
        var asked = order.system().database();
        database().filter(name -> !name.equals(asked)).ifPresent(name -> {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "%s is a dump of database [%s], but system [%s] is about database [%s]"
                            .formatted(order.backup().id(), name, order.system().name(), asked),
                    "write database: " + name + ", or let file: match only dumps of " + asked);
        });
    }

    /** A file that ends too early or is altered is the backup's fault; one that may not be read is nobody's proof. */
    static Error damaged(Path file, IOException cause) {
        if (cause instanceof UnknownArchiveVersion) {
            throw new Inconclusive(file + " is of " + cause.getMessage() + ", which is not known here"
                    + "\n  Remedy: update Firedrill");
        }
        return new BackupUnusable("the dump " + file + " is damaged: " + cause.getMessage(), cause);
    }

    static RuntimeException unread(Path file, IOException cause) {
        if (isOfHost(cause)) {
            return UnreadableFile.of(file, cause);
        }
        throw damaged(file, cause);
    }

    /** Whether it is the system that refuses to read. */
    static boolean isOfHost(IOException cause) {
        return cause instanceof FileSystemException || "Input/output error".equals(cause.getMessage());
    }
}
