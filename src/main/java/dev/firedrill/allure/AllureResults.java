package dev.firedrill.allure;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.restore.Run;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The directory of Allure's results: it is emptied before a run and described after it. */
public final class AllureResults {
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern MADE_BY_ALLURE =
            Pattern.compile(UUID + "-((result|container|perf)\\.json|attachment(\\.\\w+)?)"
                    + "|environment\\.properties|categories\\.json|executor\\.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    public AllureResults(Path directory) {
        this.directory = directory;
    }

    /**
     * One test case as Allure has it.
     *
     * @param uuid of this execution
     * @param fullName class and method; empty where there is none
     * @param status Allure's word for its outcome
     */
    public record TestCase(String uuid, String fullName, String status) {}

    /**
     * Removes what Allure made in earlier runs, and nothing else.
     *
     * @throws Inconclusive if it cannot be removed: the report would mix two runs
     */
    public void clean() {
        try {
            remove(directory, MADE_BY_ALLURE);
            var history = directory.resolve("history");
            if (remove(history, Pattern.compile("[a-z-]+\\.json")) && isEmpty(history)) {
                Files.delete(history);
            }
        } catch (IOException e) {
            throw new Inconclusive("results of an earlier run could not be removed from " + directory + ": " + e, e);
        }
    }

    /**
     * Adds what the run was: environment, categories and, on a build server, where it ran.
     *
     * @param environment the process's environment variables
     * @param facts what else is known, such as {@code PostgreSQL} and its version; no secrets
     */
    public void describe(Run run, Map<String, String> environment, Map<String, String> facts) {
        try {
            Files.createDirectories(directory);
            new RunDescription(run, environment, facts).write(directory);
        } catch (IOException e) {
            throw new Inconclusive("the run could not be described in " + directory + ": " + e, e);
        }
    }

    /** How many test cases Allure wrote, to be compared with how many were run. */
    public int count() {
        return (int) testCases().stream().map(TestCase::uuid).distinct().count();
    }

    /**
     * All test cases that Allure wrote.
     *
     * @throws Inconclusive if one cannot be read
     */
    public List<TestCase> testCases() {
        var cases = new ArrayList<TestCase>();
        if (!Files.isDirectory(directory)) {
            return cases;
        }
        try (var files = Files.newDirectoryStream(directory, "*-result.json")) {
            for (var file : files) {
                var json = JSON.readTree(file.toFile());
                cases.add(new TestCase(
                        json.path("uuid").asText(""),
                        json.path("fullName").asText(""),
                        json.path("status").asText("")));
            }
        } catch (IOException e) {
            throw new Inconclusive("Allure's results in " + directory + " could not be read: " + e, e);
        }
        return cases;
    }

    private static boolean remove(Path directory, Pattern names) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                if (names.matcher(file.getFileName().toString()).matches()
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return true;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
