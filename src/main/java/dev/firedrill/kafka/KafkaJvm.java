package dev.firedrill.kafka;

import dev.firedrill.process.Unprivileged;
import dev.firedrill.verdict.Inconclusive;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;

/**
 * The JVM in which a broker runs: this one's own Java and class path, where the broker comes along as a library. The class
 * path stands in a file, which keeps the command line short.
 *
 * @param arguments the file that holds it and the settings of the JVM
 */
record KafkaJvm(Path arguments) {
    private static final String ARGUMENTS = "java.arguments";

    /** Writes that file into a directory. */
    static KafkaJvm in(Path directory) {
        var temporary = directory.resolve("tmp");
        var lines = new ArrayList<>(List.of(
                "-Xms64m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                quoted("-Djava.io.tmpdir=" + temporary),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-Dorg.slf4j.simpleLogger.showThreadName=false",
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.storage.internals.log=info"));
        lines.addAll(List.of("-cp", quoted(String.join(File.pathSeparator, classPath()))));
        try {
            Files.createDirectories(temporary);
            var file = directory.resolve(ARGUMENTS);
            Files.write(file, lines);
            return new KafkaJvm(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + directory, e);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The command that runs one of Kafka's programs. */
    List<String> command(String main, String... words) {
        requireReadable();
        var line = new ArrayList<>(List.of(java().toString(), "@" + arguments, main));
        line.addAll(List.of(words));
        return Unprivileged.onThisHost().command(line);
    }

    /** @throws Inconclusive if the account that runs servers cannot read what it needs */
    static void requireReadable() {
        var unprivileged = Unprivileged.onThisHost();
        for (var needed : List.of(java(), Path.of(whereKafkaIs()))) {
            if (!unprivileged.canRead(needed)) {
                throw new Inconclusive("the broker is run by " + unprivileged.description() + ", which cannot read "
                        + needed
                        + "\n  Remedy: run Firedrill as an ordinary user, or give Maven a repository outside of /root by"
                        + " -Dmaven.repo.local=DIRECTORY");
            }
        }
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The jar of the broker. */
    private static String whereKafkaIs() {
        return classPath().stream()
                .filter(entry -> Path.of(entry).getFileName() != null
                        && Path.of(entry).getFileName().toString().matches("kafka_2\\.\\d+-.*\\.jar"))
                .findFirst()
                .orElseThrow(() -> new Inconclusive("the broker is not on the class path: there is no kafka_2.13-*.jar"
                        + "\n  Remedy: do not exclude org.apache.kafka:kafka_2.13 from the dependency on Firedrill"));
    }

    /** Surefire hides it: its JVM has one jar, whose manifest names the others. */
    static List<String> classPath() {
        var told = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(told.split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .flatMap(entry -> withNamed(Path.of(entry).toAbsolutePath()).stream())
                .map(Path::toString)
                .distinct()
                .toList();
    }

    private static List<Path> withNamed(Path entry) {
        if (!entry.toString().endsWith(".jar") || !Files.isReadable(entry)) {
            return List.of(entry);
        }
        try (var jar = new JarFile(entry.toFile(), false)) {
            var named = jar.getManifest() == null
                    ? null
                    : jar.getManifest().getMainAttributes().getValue("Class-Path");
            var all = new ArrayList<>(List.of(entry));
            if (named != null) {
                Arrays.stream(named.strip().split("\\s+"))
                        .map(each -> Path.of(entry.toUri().resolve(each)))
                        .filter(Files::exists)
                        .forEach(all::add);
            }
            return all;
        } catch (IOException e) {
            return List.of(entry);
        }
    }
}
