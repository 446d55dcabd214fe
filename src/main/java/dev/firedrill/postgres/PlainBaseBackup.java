package dev.firedrill.postgres;

import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.TreeCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A base backup as a directory of files, which is copied. It is verified where it lies. */
record PlainBaseBackup(BaseBackup backup) implements FoundBackup {
    @Override
    public OptionalInt major() {
        return OptionalInt.of(backup.major());
    }

    @Override
    public long need() {
        return backup.need();
    }

    @Override
    public List<String> notes() {
        return backup.notes();
    }

    @Override
    public Optional<BaseBackup> seen() {
        return Optional.of(backup);
    }

    @Override
    public List<String> verify(RestoreOrder order) {
        return backup.verified(order.backup()).notes();
    }

    @Override
    public BaseBackup restoreInto(Path directory, RestoreOrder order) {
        var data = directory.resolve(DATA);
        try {
            Files.createDirectory(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + data, e);
        }
        Runnable checkpoint = () -> order.deadline().check("copying the backup");
        long copied = TreeCopy.copy(backup.directory(), data, this::isCopied, checkpoint);
        var tablespaces = new RestoredTablespaces(directory);
        for (var tablespace : backup.tablespaces().linked().entrySet()) {
            var place = tablespaces.make(tablespace.getKey());
            copied += TreeCopy.copy(tablespace.getValue(), place, path -> true, checkpoint);
            tablespaces.link(tablespace.getKey());
        }
        order.note("copied %,d bytes to %s".formatted(copied, data));
        return backup;
    }

    /** Tablespaces are copied one by one, wherever they lie. */
    private boolean isCopied(Path relative) {
        return RestoredFiles.isRestored(relative)
                && !backup.tablespaces().isLink(relative)
                && !backup.tablespaces().inside().contains(relative);
    }
}
