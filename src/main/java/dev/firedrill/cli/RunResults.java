package dev.firedrill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.junit.Preflight;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a run left in its project; what another run left there proves nothing of this one.
 *
 * @param invocation how this run was called, which its results repeat
 * @param mavenCode the exit code of Maven
 */
record RunResults(Path project, String invocation, int mavenCode) {
    static final Path RESULTS = Path.of("target", "firedrill", "results.json");

    /** By the verdict of this very run; a pass that Maven does not confirm is none. */
    int exitCode() {
        if (isMistake()) {
            return ExitCode.CONFIGURATION;
        }
        var verdict = verdict().orElse(Verdict.INCONCLUSIVE);
        boolean contradicted = mavenCode != 0 && !verdict.breaksTheBuild();
        return contradicted ? ExitCode.INCONCLUSIVE : ExitCode.of(verdict);
    }

    /** What a person must know beside what the run printed itself. */
    Optional<String> remark() {
        if (isMistake()) {
            return Optional.empty();
        }
        var file = project.resolve(RESULTS);
        var verdict = verdict();
        if (verdict.isEmpty()) {
            return Optional.of("INCONCLUSIVE  the run left no results in " + file + "; Maven ended with " + mavenCode
                    + "\n  Remedy: read what Maven says above; --verbose shows more");
        }
        return mavenCode != 0 && !verdict.get().breaksTheBuild()
                ? Optional.of(
                        "INCONCLUSIVE  " + file + " says " + verdict.get() + ", but Maven ended with " + mavenCode)
                : Optional.empty();
    }

    private boolean isMistake() {
        return mavenCode != 0
                && text(project.resolve(Preflight.MISTAKE))
                        .filter(invocation::equals)
                        .isPresent();
    }

    private Optional<Verdict> verdict() {
        return text(project.resolve(RESULTS))
                .flatMap(RunResults::json)
                .filter(json -> json.path("invocation").asText().equals(invocation))
                .flatMap(json -> Arrays.stream(Verdict.values())
                        .filter(verdict ->
                                verdict.name().equals(json.path("verdict").asText()))
                        .findFirst());
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(new ObjectMapper().readTree(text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
