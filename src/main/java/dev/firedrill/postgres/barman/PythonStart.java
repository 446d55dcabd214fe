package dev.firedrill.postgres.barman;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the Python of barman starts. Barman takes from {@code distutils} what compares two versions; where setuptools is
 * installed, too, that loads the whole of it in place of Python's own, which takes as long as all the rest of a start. Where
 * Python has its own still (up to 3.11), it is told to take that; where that cannot be seen, nothing is told.
 *
 * @see <a href="https://setuptools.pypa.io/en/latest/deprecated/distutils-legacy.html">SETUPTOOLS_USE_DISTUTILS</a>
 */
final class PythonStart {
    private static final Map<String, String> OWN_DISTUTILS = Map.of("SETUPTOOLS_USE_DISTUTILS", "stdlib");
    private static final Pattern FIRST_LINE = Pattern.compile("#! ?(/\\S*/python[\\d.]*)(?: -\\S+)?\\R[\\s\\S]*");
    private static final Pattern PYTHON = Pattern.compile("python3\\.\\d+");
    private static final int ENOUGH = 256;

    private PythonStart() {}

    /** What to add to the environment of a program that is found as a shell finds it; nothing if it is no Python script. */
    static Map<String, String> environment(String program) {
        try {
            boolean own = file(program)
                    .flatMap(PythonStart::interpreter)
                    .filter(PythonStart::hasOwnDistutils)
                    .isPresent();
            return own ? OWN_DISTUTILS : Map.of();
        } catch (InvalidPathException e) {
            return Map.of();
        }
    }

    private static Optional<Path> file(String program) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        var places = program.indexOf('/') >= 0 ? Stream.of("") : Stream.of(path.split(File.pathSeparator));
        return places.map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<Path> interpreter(Path script) {
        try (InputStream in = Files.newInputStream(script)) {
            var line = FIRST_LINE.matcher(new String(in.readNBytes(ENOUGH), StandardCharsets.ISO_8859_1));
            return line.matches() ? Optional.of(Path.of(line.group(1)).toRealPath()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Its library lies beside the directory of the program that a virtual environment leads to, too. */
    private static boolean hasOwnDistutils(Path python) {
        var name = python.getFileName().toString();
        var library = python.resolveSibling("../lib").resolve(name).resolve("distutils/version.py");
        return PYTHON.matcher(name).matches() && Files.isRegularFile(library);
    }
}
