package dev.firedrill.postgres.barman;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The text of a user's barman.conf, together with the files that it includes, in the order in which barman reads them. */
record UserConfiguration(List<ConfigurationLine> lines) {
    private static final String GLOBAL = "barman";
    private static final String INCLUDED = "configuration_files_directory";
    private static final List<String> PLACES = List.of("~/.barman.conf", "/etc/barman.conf", "/etc/barman/barman.conf");

    /**
     * Reads it.
     *
     * @param file empty for the first that lies where barman looks
     * @throws Inconclusive if it cannot be read
     */
    static UserConfiguration read(Optional<Path> file) {
        var main = file.or(UserConfiguration::found)
                .orElseThrow(() -> new Inconclusive("there is no barman.conf at " + PLACES
                        + "\n  Remedy: add config: PATH to the backup in firedrill.yaml"));
        var lines = new ArrayList<>(ConfigurationLine.all(linesOf(main)));
        included(lines).ifPresent(directory -> filesIn(directory)
                .forEach(more -> lines.addAll(ConfigurationLine.all(linesOf(more)))));
        return new UserConfiguration(lines);
    }

    /**
     * Sees that it has a section for a server: one that we would add ourselves would be an empty server.
     *
     * @throws BackupUnusable if it has none
     */
    UserConfiguration requireServer(String name) {
        var servers = lines.stream()
                .map(ConfigurationLine::section)
                .filter(section -> !section.isEmpty() && !section.equals(GLOBAL))
                .distinct()
                .sorted()
                .toList();
        if (!servers.contains(name)) {
            throw new BackupUnusable("no usable backup: barman knows no server [" + name + "]; its configuration names "
                    + servers + "\n  Remedy: correct server: in firedrill.yaml");
        }
        return this;
    }

    /** The text without those options, whatever section they stand in, and without comments, which may hold old ones. */
    String without(Predicate<String> option) {
        return lines.stream()
                .filter(line -> !line.isComment())
                .filter(line -> line.option().isEmpty() || !option.test(line.option()))
                .map(line -> line.text() + "\n")
                .collect(Collectors.joining());
    }

    private static Optional<Path> found() {
        return PLACES.stream()
                .map(UserConfiguration::expanded)
                .filter(Files::exists)
                .findFirst();
    }

    private static Path expanded(String path) {
        return Path.of(path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path);
    }

    private static Optional<Path> included(List<ConfigurationLine> main) {
        return main.stream()
                .filter(line -> line.section().equals(GLOBAL) && line.option().equals(INCLUDED))
                .map(ConfigurationLine::value)
                .reduce((first, second) -> second)
                .filter(path -> !path.isEmpty() && !path.equalsIgnoreCase("none"))
                .map(path -> {
                    if (path.contains("%")) {
                        throw new Inconclusive(INCLUDED + " of barman is [" + path
                                + "], which holds a placeholder\n  Remedy: write the path in full");
                    }
                    return expanded(path);
                });
    }

    /** Barman, too, does without a directory that is not there. */
    private static List<Path> filesIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".conf") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static List<String> linesOf(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            throw new Inconclusive(
                    "there is no configuration of barman at " + file + "\n  Remedy: correct config: in firedrill.yaml",
                    e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Inconclusive unreadable(Path path, IOException cause) {
        return new Inconclusive(
                "cannot read barman's configuration " + path + ": " + cause
                        + "\n  Remedy: run Firedrill as a user who may read it",
                cause);
    }
}
