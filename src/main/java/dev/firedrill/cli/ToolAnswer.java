package dev.firedrill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.process.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a backup tool answered to a question that changes nothing. One that does not answer in time is ended.
 *
 * @param exitCode 127 if this host has no such program, 124 if it did not answer in time
 */
public record ToolAnswer(int exitCode, String output) {
    private static final String PATIENCE_SECONDS = "30";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Asks a program. */
    public static ToolAnswer of(List<String> line) {
        var bounded = new ArrayList<>(List.of("timeout", "-k", "5", PATIENCE_SECONDS));
        bounded.addAll(line);
        var result = Command.of(bounded).run();
        return new ToolAnswer(result.exitCode(), result.output());
    }

    /** Whether this host has no such program. */
    public boolean isMissing() {
        return exitCode == 127;
    }

    /** What it printed as JSON; empty if it failed or printed something else. Warnings may stand before it. */
    public Optional<JsonNode> json() {
        var text = output.lines()
                .dropWhile(line -> !line.startsWith("[") && !line.startsWith("{"))
                .reduce("", (before, line) -> before + line + "\n");
        if (exitCode != 0 || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Why there is no answer, in a line. */
    public String failure() {
        return switch (exitCode) {
            case 127 -> "this host has no such program";
            case 124, 137 -> "it did not answer within " + PATIENCE_SECONDS + " s";
            default -> "exit code " + exitCode
                    + output.lines()
                            .filter(line -> !line.isBlank())
                            .findFirst()
                            .map(line -> ": " + line)
                            .orElse("");
        };
    }
}
