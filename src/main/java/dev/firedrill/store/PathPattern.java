package dev.firedrill.store;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A path in whose names {@code *}, {@code ?}, {@code [abc]} and {@code {a,b}} stand for others, as in a shell. Hidden files
 * are matched only by a name that begins with a dot.
 */
public record PathPattern(Path path) {
    private static final String SPECIAL = "*?[{";

    /**
     * The pattern that a key of a backup gives.
     *
     * @throws ConfigurationMistake if it is missing, or no pattern
     */
    public static PathPattern of(BackupSource source, String key, String example) {
        var path = source.path(key).toAbsolutePath();
        try {
            path.forEach(name -> FileSystems.getDefault().getPathMatcher("glob:" + name));
            return new PathPattern(path);
        } catch (PatternSyntaxException e) {
            throw new ConfigurationMistake(
                    source.place(),
                    key + " of the backup is [" + source.value(key).orElse("") + "]: " + e.getDescription(),
                    "give a path in which * stands for any text, such as " + example);
        }
    }

    /** The directory below which names may differ. */
    public Path base() {
        var base = path.getRoot();
        for (var name : path) {
            if (isPattern(name)) {
                return base;
            }
            base = base.resolve(name);
        }
        return base.getParent();
    }

    /**
     * What is there, sorted.
     *
     * @throws Inconclusive if a directory may not be looked into: what stands in it may be the newest
     */
    public List<Path> matches() {
        if (exists(path)) {
            return List.of(path);
        }
        var found = Stream.of(path.getRoot());
        for (var name : path) {
            found = isPattern(name)
                    ? found.flatMap(directory -> inside(directory, name.toString()))
                    : found.map(directory -> directory.resolve(name)).filter(PathPattern::exists);
        }
        return found.sorted().toList();
    }

    /** The same with links followed: one to another of them, such as {@code latest.dump}, is no other. */
    public List<Path> files() {
        return matches().stream().map(PathPattern::followed).distinct().toList();
    }

    private static Path followed(Path match) {
        try {
            return match.toRealPath();
        } catch (IOException e) {
            throw UnreadableFile.of(match, e);
        }
    }

    /** What one of the files is called: its path below the directory in which names may differ, in one line. */
    public String nameOf(Path file) {
        var base = base();
        var name = file.startsWith(base) && !file.equals(base) ? base.relativize(file) : file.getFileName();
        return name.toString().replaceAll("\\p{Cntrl}", "?");
    }

    /** What stands in a directory that may not be entered may be the newest dump. */
    private static boolean exists(Path path) {
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (FileSystemException e) {
            if (e instanceof AccessDeniedException
                    || !String.valueOf(e.getReason()).equals("Not a directory")) {
                throw UnreadableFile.of(path, e);
            }
            return false;
        } catch (IOException e) {
            throw UnreadableFile.of(path, e);
        }
    }

    private static boolean isPattern(Path name) {
        return name.toString().chars().anyMatch(character -> SPECIAL.indexOf(character) >= 0);
    }

    private static Stream<Path> inside(Path directory, String pattern) {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (var entries = Files.list(directory)) {
            return entries
                    .filter(entry -> matcher.matches(entry.getFileName()))
                    .filter(entry -> !entry.getFileName().toString().startsWith(".") || pattern.startsWith("."))
                    .toList()
                    .stream();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Stream.of();
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
