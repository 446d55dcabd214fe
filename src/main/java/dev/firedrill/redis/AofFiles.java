package dev.firedrill.redis;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one append-only log: a directory with a manifest, as Redis writes it since 7.0, or the one file of older ones.
 *
 * @param directory where they lie
 * @param name what they are called before their numbers: {@code appendfilename}
 * @param manifest which they are
 * @param leftOut files that are there and that no Redis would load
 */
record AofFiles(Path directory, String name, AofManifest manifest, List<String> leftOut) {
    private static final String SUFFIX = ".manifest";
    private static final Pattern NUMBERED = Pattern.compile("\\.([0-9]{1,18})\\.(base|incr)\\.(rdb|aof)");

    /**
     * Reads the manifest, and sees that what it names is there and that nothing is newer.
     *
     * @throws BackupUnusable if not
     * @throws Inconclusive if it cannot be read
     */
    static AofFiles read(Path location) {
        try {
            if (Files.isRegularFile(location)) {
                var file = location.getFileName().toString();
                return new AofFiles(location.getParent(), file, AofManifest.ofOne(file), List.of());
            }
            var names = names(location);
            var manifest = manifestIn(location, names);
            var name = manifest.substring(0, manifest.length() - SUFFIX.length());
            var lines = Files.readAllLines(location.resolve(manifest), StandardCharsets.ISO_8859_1);
            var parsed = AofManifest.parse(location.resolve(manifest).toString(), lines);
            var files = new AofFiles(location, name, parsed, leftOut(names, manifest, parsed));
            files.requireAll(names);
            return files;
        } catch (IOException e) {
            throw UnreadableFile.of(location, e);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static String manifestIn(Path directory, List<String> names) {
        var manifests = names.stream()
                .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("temp"))
                .toList();
        if (manifests.isEmpty()) {
            throw new BackupUnusable(
                    "%s: expecting the manifest of an append-only log, appendonly.aof.manifest, but found %s: a Redis would start with nothing"
                            .formatted(
                                    directory,
                                    names.isEmpty() ? "no file at all" : "only " + String.join(", ", names)));
        }
        if (manifests.size() > 1) {
            throw new Inconclusive("%s holds several manifests, and nothing says which of them counts: %s"
                            .formatted(directory, String.join(", ", manifests))
                    + "\n  Remedy: keep the log of each Redis in a directory of its own");
        }
        return manifests.get(0);
    }

    private static List<String> leftOut(List<String> names, String manifest, AofManifest parsed) {
        var known = Stream.concat(parsed.loaded().stream(), parsed.history().stream())
                .map(AofManifest.Part::file)
                .collect(Collectors.toSet());
        return names.stream()
                .filter(name -> !name.equals(manifest) && !name.startsWith("temp") && !known.contains(name))
                .toList();
    }

    private void requireAll(List<String> names) {
        var missing = manifest.loaded().stream()
                .map(AofManifest.Part::file)
                .filter(file -> !names.contains(file))
                .toList();
        if (!missing.isEmpty()) {
            throw new BackupUnusable("%s%s of %s names files that are not there: %s"
                    .formatted(name, SUFFIX, directory, String.join(", ", missing)));
        }
        var newer = leftOut.stream().filter(this::isNewer).toList();
        if (!newer.isEmpty()) {
            throw new BackupUnusable("%s%s of %s is older than its files: it does not name %s"
                    .formatted(name, SUFFIX, directory, String.join(", ", newer)));
        }
        for (var part : manifest.loaded()) {
            if (!Files.isRegularFile(directory.resolve(part.file()), LinkOption.NOFOLLOW_LINKS)) {
                throw new Inconclusive(directory.resolve(part.file())
                        + " is no file, which is not followed: it may lead to files of something else"
                        + "\n  Remedy: let the backup hold the files themselves");
            }
        }
    }

    /** What was written behind all that is named: without it a state is restored that was left behind. */
    private boolean isNewer(String file) {
        var number = NUMBERED.matcher(file.startsWith(name) ? file.substring(name.length()) : "");
        if (!number.matches() || isEmpty(directory.resolve(file))) {
            return false;
        }
        long newest = number.group(2).equals("base")
                ? manifest.base().number()
                : manifest.increments().stream()
                        .mapToLong(AofManifest.Part::number)
                        .max()
                        .orElse(0);
        return Long.parseLong(number.group(1)) > newest;
    }

    static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    /** Those that are loaded, in their order. */
    List<Path> loaded() {
        return manifest.loaded().stream()
                .map(part -> directory.resolve(part.file()))
                .toList();
    }

    /** The base and the increments, with the manifest where there is one. */
    List<Path> all() {
        var file = directory.resolve(name + SUFFIX);
        return manifest.loaded().get(0).file().equals(name) && !Files.exists(file)
                ? loaded()
                : Stream.concat(Stream.of(file), loaded().stream()).toList();
    }

    /** What the manifest is called in the directory of a server. */
    String manifestName() {
        return name + SUFFIX;
    }
}
