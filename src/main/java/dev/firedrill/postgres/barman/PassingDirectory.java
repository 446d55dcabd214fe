package dev.firedrill.postgres.barman;

import dev.firedrill.store.OwnedDirectory;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Directories for the length of one question, among the temporary files. Each is named for this JVM, so that the next one
 * finds what a killed one left.
 */
final class PassingDirectory {
    private static final String NAME = "firedrill-barman-";
    private static final Pattern LEFT = Pattern.compile(NAME + "(\\d{1,18})-\\d+");
    private static final AtomicInteger SERIAL = new AtomicInteger();

    private PassingDirectory() {}

    /** One at a time: two that look for the same leftovers would find them gone. */
    static synchronized Path create() {
        var place = Path.of(System.getProperty("java.io.tmpdir"));
        sweep(place);
        return OwnedDirectory.create(
                place.resolve(NAME + ProcessHandle.current().pid() + "-" + SERIAL.incrementAndGet()));
    }

    private static void sweep(Path place) {
        try (var entries = Files.list(place)) {
            for (var entry : entries.filter(PassingDirectory::isLeft).toList()) {
                if (Files.getOwner(entry).getName().equals(System.getProperty("user.name"))) {
                    OwnedDirectory.remove(entry);
                }
            }
        } catch (IOException e) {
            throw new Inconclusive("cannot look for temporary files in " + place + ": " + e, e);
        }
    }

    private static boolean isLeft(Path entry) {
        var name = LEFT.matcher(entry.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }
}
