package dev.firedrill.postgres.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One backup as a list command prints it: {@code {"id": "b1", "madeAt": "2026-11-22T03:14:07Z", "bytes": 1, "major": 15}}.
 *
 * @param madeAt when it was complete
 * @param bytes its size as stored; 0 if it is not told
 * @param major the major version that wrote it, if it is told
 */
record ListedBackup(String id, Instant madeAt, long bytes, OptionalInt major) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** Nothing that a shell, a path or an option could be made of, wherever the id is passed on to. */
    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:@%+=,/-]{0,254}");

    private static final Pattern UPWARDS = Pattern.compile("(^|.*/)\\.\\.(/.*|$)");
    private static final int SHOWN = 80;

    /**
     * Reads what the command printed: objects one after another, or one array of them.
     *
     * @throws Inconclusive if it is anything else: what cannot be read may be the newest backup
     */
    static List<ListedBackup> parse(String output) {
        var backups = new ArrayList<ListedBackup>();
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(output)) {
            while (values.hasNextValue()) {
                var value = values.nextValue();
                // An array at the beginning is given element by element, one that comes later as a whole.
                if (value.isArray()) {
                    value.forEach(element -> backups.add(read(element)));
                } else {
                    backups.add(read(value));
                }
            }
        } catch (JsonProcessingException e) {
            throw new Inconclusive(
                    "the list command does not print JSON: %s, at line %d"
                            .formatted(
                                    e.getOriginalMessage(),
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getLineNr()),
                    e);
        } catch (IOException e) {
            throw new Inconclusive("cannot read what the list command prints: " + e.getMessage(), e);
        }
        return backups;
    }

    private static ListedBackup read(JsonNode object) {
        if (!object.isObject()) {
            throw new Inconclusive("expecting the list command to print objects such as"
                    + " {\"id\": \"b1\", \"madeAt\": \"2026-11-22T03:14:07Z\"}, but found [" + shown(object.toString())
                    + "]");
        }
        var id = object.path("id").asText("");
        if (!ID.matcher(id).matches() || UPWARDS.matcher(id).matches()) {
            throw new Inconclusive("the list command lists a backup with the id [" + shown(id)
                    + "], which is not passed to a command\n  Remedy: let ids begin with a letter or digit and consist of"
                    + " letters, digits, blanks and . _ : @ % + = , / - without ..");
        }
        return new ListedBackup(id, instant(id, object.path("madeAt")), number(id, object, "bytes"), major(id, object));
    }

    private static Instant instant(String id, JsonNode value) {
        try {
            return OffsetDateTime.parse(value.asText("")).toInstant();
        } catch (DateTimeParseException e) {
            throw new Inconclusive(
                    "expecting madeAt of backup [%s] to be an instant such as 2026-11-22T03:14:07Z, but found [%s]"
                            .formatted(id, shown(value.asText(""))),
                    e);
        }
    }

    private static OptionalInt major(String id, JsonNode object) {
        int major = (int) Math.min(number(id, object, "major"), 999);
        return major == 0 ? OptionalInt.empty() : OptionalInt.of(major);
    }

    private static long number(String id, JsonNode object, String name) {
        var value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() < 0) {
            throw new Inconclusive("expecting %s of backup [%s] to be a number, but found [%s]"
                    .formatted(name, id, shown(value.toString())));
        }
        return value.asLong();
    }

    /** In one line, without what a terminal would obey. */
    private static String shown(String text) {
        var line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }
}
