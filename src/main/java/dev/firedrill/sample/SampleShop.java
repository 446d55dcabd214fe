package dev.firedrill.sample;

import dev.firedrill.process.Unprivileged;
import dev.firedrill.store.DiskSpace;
import dev.firedrill.store.OwnedDirectory;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The embedded sample: a shop whose production ran for some seconds, was backed up, and stopped. Made once, then kept.
 *
 * <pre>{@code
 * var sample = new SampleShop(Path.of("target/sample"), 200_000, Path.of(".firedrill")).sample();
 * }</pre>
 */
public final class SampleShop {
    /** Backups, log, production and copy, for each row. */
    private static final long BYTES_PER_ROW = 3_000;

    private static final long LEAST_BYTES = 1L << 30;

    private final Path directory;
    private final int rows;
    private final Path state;

    /**
     * @param directory where it is kept
     * @param rows how many rows its tables have in all, about
     * @param state where programs are unpacked
     */
    public SampleShop(Path directory, int rows, Path state) {
        this.directory = directory.toAbsolutePath().normalize();
        this.rows = rows;
        this.state = state.toAbsolutePath();
    }

    /**
     * The sample, made first if it is missing.
     *
     * @throws Inconclusive if it cannot be made
     */
    public Sample sample() {
        if (!isComplete()) {
            makeOnce();
        }
        return new Sample(directory, SampleFacts.read(directory));
    }

    /** It is moved into place when it is complete, and its facts are written last. */
    boolean isComplete() {
        return Files.exists(directory.resolve(SampleFacts.NAME))
                && SampleFacts.read(directory).version() == SampleFacts.VERSION;
    }

    /** Of several threads and processes, one makes it. */
    private void makeOnce() {
        synchronized (SampleShop.class) {
            try {
                Files.createDirectories(directory.getParent());
                var lockFile = directory.resolveSibling(directory.getFileName() + ".lock");
                try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var lock = channel.lock()) {
                    if (lock.isValid() && !isComplete()) {
                        make();
                    }
                }
            } catch (IOException e) {
                throw new Inconclusive("cannot make the sample in " + directory + ": " + e, e);
            }
        }
    }

    private void make() throws IOException {
        DiskSpace.require(directory, Math.max(LEAST_BYTES, rows * BYTES_PER_ROW), "the sample");
        var part = directory.resolveSibling("." + directory.getFileName() + ".part");
        OwnedDirectory.remove(directory);
        OwnedDirectory.remove(part);
        OwnedDirectory.create(part);
        Unprivileged.onThisHost().own(part);
        System.out.printf("Making the sample shop in %s (first run only, about 20 s) ...%n", directory);
        try {
            new SampleStory(state, part, rows).play();
            Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            OwnedDirectory.remove(part);
        }
    }
}
