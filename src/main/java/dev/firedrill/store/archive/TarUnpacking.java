package dev.firedrill.store.archive;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Unpacks archives: one thread decompresses, one writes, and one computes checksums. Directories become 0700, files 0600,
 * whatever the archive says; it makes no links and writes over nothing, so that all it writes lies where its caller said.
 */
public final class TarUnpacking implements AutoCloseable {
    private static final int WORTH_A_THREAD = 1 << 17;
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final ExecutorService checks = Executors.newSingleThreadExecutor();

    /**
     * Unpacks one archive, from its beginning to its proven end.
     *
     * @throws BackupUnusable if it is damaged, or names a file twice
     * @throws Inconclusive if it may not be read, or its content cannot be written
     */
    public void unpack(Archive archive, Contents contents) {
        try (var tar = archive.open()) {
            for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                contents.unpacked(tar.position());
                unpack(tar, entry.get(), contents, archive);
            }
            contents.unpacked(tar.position());
        }
    }

    private void unpack(TarReader tar, TarEntry entry, Contents contents, Archive archive) {
        var place = contents.place(entry);
        try {
            if (entry.is(TarEntry.Kind.FILE)) {
                file(tar, entry.size(), place, contents);
            } else if (entry.is(TarEntry.Kind.DIRECTORY) && place.path().isPresent()) {
                Files.createDirectories(place.path().get(), DIRECTORY_MODE);
            }
        } catch (IOException e) {
            if (e instanceof FileAlreadyExistsException || standsInTheWay(place.path())) {
                throw new BackupUnusable(
                        archive.file() + " cannot be unpacked: it names [" + EntryName.shown(entry.name())
                                + "] twice, or as a file and as a directory",
                        e);
            }
            throw new Inconclusive("cannot write what " + archive.file() + " holds: " + e, e);
        }
    }

    /** A file that was written before, where a directory would have to be. */
    private static boolean standsInTheWay(Optional<Path> path) {
        return path.map(Path::getParent).filter(Files::isRegularFile).isPresent();
    }

    private void file(TarReader tar, long size, Contents.Place place, Contents contents) throws IOException {
        if (place.path().isEmpty()) {
            content(tar, place.check(), contents, null);
            return;
        }
        try (var out = create(place.path().get())) {
            if (place.check().isCostly() && size >= WORTH_A_THREAD) {
                largeContent(tar, place.check(), contents, out);
            } else {
                content(tar, place.check(), contents, out);
            }
        }
    }

    /** Archives name directories before what is in them, as a rule. */
    private static FileChannel create(Path path) throws IOException {
        try {
            return FileChannel.open(path, NEW, FILE_MODE);
        } catch (NoSuchFileException e) {
            Files.createDirectories(path.getParent(), DIRECTORY_MODE);
            return FileChannel.open(path, NEW, FILE_MODE);
        }
    }

    private void content(TarReader tar, ContentCheck check, Contents contents, FileChannel out) throws IOException {
        for (var view = tar.view(); view.hasRemaining(); view = tar.view()) {
            contents.unpacked(tar.position());
            check.update(view.duplicate());
            while (out != null && view.hasRemaining()) {
                out.write(view);
            }
        }
        check.end();
    }

    /** One portion is checked while it and the next are written. */
    private void largeContent(TarReader tar, ContentCheck check, Contents contents, FileChannel out)
            throws IOException {
        Future<?> before = CompletableFuture.completedFuture(null);
        try {
            for (var view = tar.view(); view.hasRemaining(); view = tar.view()) {
                contents.unpacked(tar.position());
                var shown = view.duplicate();
                var now = checks.submit(() -> check.update(shown));
                await(before);
                before = now;
                while (view.hasRemaining()) {
                    out.write(view);
                }
            }
        } finally {
            await(before);
        }
        check.end();
    }

    private static void await(Future<?> checked) {
        try {
            checked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while unpacking", e);
        }
    }

    /** Ends the thread for checksums. */
    @Override
    public void close() {
        checks.shutdownNow();
    }
}
