package dev.firedrill.postgres.tool;

import dev.firedrill.postgres.ArchivedWal;
import dev.firedrill.process.ShellWord;
import dev.firedrill.process.Tool;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A log that a backup tool keeps: the tool lists it and fetches from it. What was fetched to be looked into is kept for the
 * server, as long as there is room; the server fetches by the tool what is not.
 */
public final class ToolWal implements ArchivedWal {
    /** Of what was fetched, so much is kept, and so much room is left on the disk. */
    private static final long KEPT = 4L << 30;

    private static final long LEFT = 2L << 30;
    private static final String PLACE = "looked-at";

    private final String name;
    private final Supplier<Set<String>> listing;
    private final String fetch;
    private final int notThere;
    private final Path directory;
    private final Deadline deadline;
    private final AtomicLong kept = new AtomicLong();
    private Pattern damage = Pattern.compile("(?!)");

    /**
     * @param name what messages call it, such as {@code WAL archive of pgbackrest stanza main}
     * @param listing asks the tool for the names that are there at this moment
     * @param fetch the tool's own {@code restore_command}, with its placeholders
     * @param notThere the exit code by which the tool says that there is no such file
     * @param directory the restore's own, for what is looked into
     * @param deadline of the restore, for what is looked into
     */
    public ToolWal(
            String name, Supplier<Set<String>> listing, String fetch, int notThere, Path directory, Deadline deadline) {
        this.name = name;
        this.listing = listing;
        this.fetch = fetch;
        this.notThere = notThere;
        this.directory = directory;
        this.deadline = deadline;
    }

    /** How the tool says, in a line of the server's log, that what it keeps is damaged. */
    public ToolWal tellingDamageBy(Pattern words) {
        damage = words;
        return this;
    }

    @Override
    public Optional<String> damageToldIn(List<String> log) {
        return log.stream()
                .filter(line -> damage.matcher(line).find())
                .findFirst()
                .map(String::strip);
    }

    @Override
    public Set<String> names() {
        return listing.get();
    }

    @Override
    public boolean isDirect() {
        return false;
    }

    /** Fetched as the server fetches it, unless it lies here already. */
    @Override
    public Path look(String file) {
        var place = directory.resolve(PLACE).resolve(file);
        if (Files.exists(place)) {
            return place;
        }
        var draft = directory.resolve(PLACE).resolve(file + ".draft");
        try {
            Files.createDirectories(place.getParent());
            Files.deleteIfExists(draft);
            fetch(file, draft);
            return Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw new Inconclusive("the " + name + " gave no " + file + ", although it lists it", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + place, e);
        }
    }

    @Override
    public Path lookAgain(String file) {
        try {
            Files.deleteIfExists(directory.resolve(PLACE).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
        return look(file);
    }

    private void fetch(String file, Path place) {
        deadline.check("fetching " + file);
        // Some tools print their errors on standard output.
        var result = Tool.of("sh", "-c", "exec >&2; " + filledIn(file, place))
                .named(name)
                .within(deadline.remaining())
                .run();
        deadline.check("fetching " + file);
        damageToldIn(result.errors().lines().toList()).ifPresent(line -> {
            throw new BackupUnusable(name + " is damaged: fetching " + file + ": " + line);
        });
        if (!result.isComplete()) {
            throw new Inconclusive("fetching %s of the %s failed with exit code %d:%n%s"
                    .formatted(file, name, result.exitCode(), result.errors().strip()));
        }
    }

    @Override
    public void looked(Path file) {
        try {
            long size = Files.size(file);
            if (kept.addAndGet(size) > KEPT || Files.getFileStore(file).getUsableSpace() < LEFT) {
                kept.addAndGet(-size);
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private String filledIn(String file, Path place) {
        var line = new StringBuilder();
        for (int i = 0; i < fetch.length(); i++) {
            char next = i + 1 < fetch.length() ? fetch.charAt(i + 1) : 0;
            if (fetch.charAt(i) != '%' || "fpr%".indexOf(next) < 0) {
                line.append(fetch.charAt(i));
                continue;
            }
            i++;
            line.append(next == 'f' ? file : next == 'p' ? place.toString() : next == '%' ? "%" : file);
        }
        return line.toString();
    }

    /** The tool's own, for what does not lie here. */
    @Override
    public String restoreCommand() {
        var here = ShellWord.of(directory.resolve(PLACE).toString()).replace("%", "%%");
        return "mv %s/%%f \"%%p\" 2>/dev/null && exit 0; %s; code=$?; [ $code -ne 0 ] || exit 0; [ $code -ne %d ] || exit 1; exit 255"
                .formatted(here, fetch, notThere);
    }

    @Override
    public boolean isTheBackupsOwn() {
        return false;
    }

    @Override
    public String toString() {
        return name;
    }
}
