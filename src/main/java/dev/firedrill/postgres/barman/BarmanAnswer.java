package dev.firedrill.postgres.barman;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.process.ToolResult;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What barman said with {@code -f json}. Its exit code alone proves nothing: what it could not do stands in its answer.
 *
 * @param doing the command, for messages
 * @param about the entry of the server; missing where it said nothing of it
 * @param errors what it could not do
 * @param warnings what it did and has doubts about
 */
record BarmanAnswer(
        Barman barman, String doing, ToolResult result, JsonNode about, List<String> errors, List<String> warnings) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES = 12;

    /** @throws Inconclusive if it took too long, or what it printed cannot be understood */
    static BarmanAnswer of(Barman barman, String command, ToolResult result) {
        var doing = "barman " + command;
        if (result.timedOut()) {
            throw new Inconclusive(doing + " of " + barman + " was stopped: it took too long" + end(result));
        }
        if (result.exitCode() == ToolResult.NOT_STARTED) {
            throw new Inconclusive(doing + " of " + barman + " could not be started:" + end(result));
        }
        try {
            var answer = JSON.readTree(result.output());
            if (!answer.isObject() || result.outputCut()) {
                throw new Inconclusive("%s of %s gave no whole answer (exit code %d)%s"
                        .formatted(doing, barman, result.exitCode(), end(result)));
            }
            var errors = new ArrayList<>(texts(answer.path("_EXCEPTION")));
            errors.addAll(texts(answer.path("_ERROR")));
            return new BarmanAnswer(
                    barman, doing, result, answer.path(barman.server()), errors, texts(answer.path("_WARNING")));
        } catch (JsonProcessingException e) {
            throw new Inconclusive(
                    "%s of %s gave an answer that is no JSON (exit code %d): %s%s"
                            .formatted(doing, barman, result.exitCode(), e.getOriginalMessage(), end(result)),
                    e);
        }
    }

    /**
     * The entry of the server, if all went well.
     *
     * @throws BackupUnusable if the backup is at fault
     * @throws Inconclusive if anything else is
     */
    JsonNode orThrow() {
        require(BarmanFaults.NO_FILES);
        if (about.isMissingNode()) {
            throw new Inconclusive(doing + " said nothing of the " + barman + end(result));
        }
        return about;
    }

    /**
     * Sees that barman did what it was asked for.
     *
     * @param faults tells the repository's faults from others
     */
    void require(BarmanFaults faults) {
        if (errors.isEmpty() && result.exitCode() == 0) {
            return;
        }
        var said = "%s of %s failed (exit code %d):%n  %s"
                .formatted(
                        doing,
                        barman,
                        result.exitCode(),
                        errors.isEmpty() ? end(result).strip() : String.join("\n  ", errors));
        throw faults.failure(said);
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(
                text.asText().replace("\nSee log file for more details.", "").strip()));
        return texts;
    }

    /** What it printed last, beside its answer. */
    private static String end(ToolResult result) {
        var lines = result.errors().strip().lines().toList();
        return lines.stream().skip(Math.max(0, lines.size() - LINES)).collect(Collectors.joining("\n  ", "\n  ", ""));
    }
}
