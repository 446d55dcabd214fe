package dev.firedrill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.process.Tool;
import dev.firedrill.process.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a backup tool answered to a question that changes nothing. One that does not answer in time is ended. */
public record ToolAnswer(ToolResult result) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Asks a program. */
    public static ToolAnswer of(List<String> line) {
        return new ToolAnswer(Tool.of(line).within(PATIENCE).run());
    }

    /** Whether it answered, whatever it said. */
    public boolean isThere() {
        return result.isComplete();
    }

    /** Whether this host has no such program. */
    public boolean isMissing() {
        return result.exitCode() == ToolResult.NOT_STARTED;
    }

    /** What it printed as JSON; empty if it failed or printed something else. */
    public Optional<JsonNode> json() {
        if (!result.isComplete() || result.output().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(result.output()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Why there is no answer, in a line. */
    public String failure() {
        if (isMissing()) {
            return "this host has no such program";
        }
        if (result.timedOut()) {
            return "it did not answer within " + PATIENCE.toSeconds() + " s";
        }
        var said = Stream.of(result.errors(), result.output())
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .findFirst();
        return "exit code " + result.exitCode()
                + said.map(line -> ": " + line.strip()).orElse("");
    }
}
