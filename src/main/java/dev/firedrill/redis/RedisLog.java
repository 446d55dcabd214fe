package dev.firedrill.redis;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Redis server says of itself while it loads a file. */
record RedisLog(List<String> lines) {
    private static final Pattern LOADED = Pattern.compile(
            "Done loading RDB, keys loaded: (\\d+), keys expired: (\\d+)(?:, empty keys skipped: (\\d+))?\\.");
    /** What this server lacks, and not the file. */
    private static final Pattern NOT_FOR_US =
            Pattern.compile("Can't handle RDB format version|module (data|type)|Can't set maximum open files");

    private static final Pattern COMPLAINT = Pattern.compile("\\d+:[A-Z] .* # (.*)");
    /** What every start says. */
    private static final Pattern SMALL_TALK =
            Pattern.compile("^(WARNING|oO0OoO0|Redis version=|Configuration loaded|Server initialized)");

    private static final int KILLED = 137;
    private static final int SHOWN = 8;

    /**
     * What was loaded.
     *
     * @param loaded keys that are there
     * @param expired keys whose time was over, which a server leaves out
     * @param skipped keys without a value, which a server leaves out, too
     */
    record Loaded(long loaded, long expired, long skipped) {
        Loaded(long loaded, long expired) {
            this(loaded, expired, 0);
        }

        long all() {
            return loaded + expired + skipped;
        }
    }

    boolean isReady() {
        return lines.stream().anyMatch(line -> line.contains("Ready to accept connections"));
    }

    boolean foundItsPortTaken() {
        return lines.stream().anyMatch(line -> line.contains("Address already in use"));
    }

    /** What it loaded; empty if it says nothing of it, as a server that begins with nothing does. */
    Optional<Loaded> loaded() {
        return lines.stream()
                .map(LOADED::matcher)
                .filter(Matcher::find)
                .map(found -> new Loaded(
                        Long.parseLong(found.group(1)),
                        Long.parseLong(found.group(2)),
                        found.group(3) == null ? 0 : Long.parseLong(found.group(3))))
                .reduce((first, second) -> second);
    }

    /** Older ones say so without a number. */
    boolean saysThatItLoaded() {
        return lines.stream().anyMatch(line -> line.contains("DB loaded from disk"));
    }

    /** Of a file of an append-only log. */
    boolean saysThatItLoaded(String file) {
        return lines.stream()
                .anyMatch(line -> line.contains("DB loaded from base file " + file + ":")
                        || line.contains("DB loaded from incr file " + file + ":"));
    }

    /** What it could not do that a log told it to. */
    List<String> critical() {
        return lines.stream()
                .filter(line -> line.contains("== CRITICAL =="))
                .limit(SHOWN)
                .toList();
    }

    /**
     * Says why it ended while it loaded a file.
     *
     * @throws BackupUnusable if the file is damaged
     * @throws Inconclusive if this host cannot load it
     */
    <T> T fail(String file, int exitCode) {
        var said = String.join("\n  ", complaints());
        if (exitCode == KILLED) {
            throw new Inconclusive("Redis was killed while it loaded " + file
                    + "; the host may lack memory\n  Remedy: give it more memory\n  " + said);
        }
        if (lines.stream().anyMatch(line -> NOT_FOR_US.matcher(line).find())) {
            throw new Inconclusive("this Redis cannot load " + file + ":\n  " + said
                    + "\n  Remedy: name the directory of a redis-server of production's version with binaries:");
        }
        throw new BackupUnusable("Redis cannot load " + file + " (exit code " + exitCode + "):\n  " + said);
    }

    private List<String> complaints() {
        var found = lines.stream()
                .map(COMPLAINT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .filter(line -> !SMALL_TALK.matcher(line).find())
                .toList();
        var shown = found.isEmpty() ? lines : found;
        return shown.subList(Math.max(0, shown.size() - SHOWN), shown.size());
    }
}
