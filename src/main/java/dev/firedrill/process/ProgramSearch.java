package dev.firedrill.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a program is, so that one that is not there is said to be missing, and not its shell to have failed. */
final class ProgramSearch {
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final String program;
    private final Path directory;
    private final String path;

    private ProgramSearch(String program, Path directory, String path) {
        this.program = program;
        this.directory = directory;
        this.path = path;
    }

    static ProgramSearch of(Tool tool) {
        var directory = tool.directory == null ? Path.of("") : tool.directory;
        return new ProgramSearch(
                tool.command.get(0), directory, tool.environment.getOrDefault("PATH", ofOurs("").path));
    }

    /** A program that Firedrill itself needs. */
    static ProgramSearch ofOurs(String program) {
        var ours = System.getenv("PATH");
        return new ProgramSearch(program, Path.of(""), ours == null ? USUAL_PATH : ours);
    }

    String path() {
        return path;
    }

    /** The program's file, if there is one that may be executed. */
    Optional<String> found() {
        var places = program.indexOf('/') >= 0 ? Stream.of("") : Stream.of(path.split(File.pathSeparator, -1));
        return places.map(place -> directory.resolve(place).resolve(program).toAbsolutePath())
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst();
    }

    /** What is said of a program, or of a directory to run it in, that is not there. */
    Optional<String> missing() {
        if (!Files.isDirectory(directory)) {
            return Optional.of("the directory %s, in which %s should run, is not there".formatted(directory, program));
        }
        if (found().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                program.indexOf('/') >= 0
                        ? program + " is not a program that may be executed\n  Remedy: install it, or mend its path"
                        : "%s is not there; looked in %s\n  Remedy: install it, or name its full path"
                                .formatted(program, path));
    }
}
