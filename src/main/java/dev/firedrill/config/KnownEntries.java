package dev.firedrill.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The {@code known:} of one system in firedrill.yaml, edited as text: what a person wrote around it stays as it is. The
 * file is read again before it is written: if it said anything but what was meant, it is left alone.
 *
 * @param file firedrill.yaml
 * @param system the system's name
 */
public record KnownEntries(Path file, String system) {
    private static final String KNOWN = "known";

    /**
     * Adds an entry, or gives that of the same rule other values.
     *
     * @param keys the file of keys, as the entry should name it
     * @throws ConfigurationMistake if the file is laid out in a way that cannot be edited; it has the lines to paste
     */
    public void put(String rule, String keys, String owner, LocalDate until, String why) {
        var values = new LinkedHashMap<String, String>();
        values.put("rule", rule);
        values.put("keys", keys);
        values.put("owner", owner);
        values.put("until", until.toString());
        values.put("why", why);
        edit(rule, values);
    }

    /**
     * Gives the entry of a rule another last day.
     *
     * @throws ConfigurationMistake as {@link #put}
     */
    public void until(String rule, LocalDate day) {
        edit(rule, Map.of("rule", rule, "until", day.toString()));
    }

    private void edit(String rule, Map<String, String> values) {
        var before = YamlText.of(file, EditedFile.read(file));
        var meant = before.tree();
        mean(meant, rule, values);
        try {
            var after = edited(before, rule, values);
            if (after.tree().equals(meant)) {
                EditedFile.write(file, after.text());
                return;
            }
        } catch (ConfigurationMistake | IllegalArgumentException | IndexOutOfBoundsException e) {
            // It is said below, with what to write.
        }
        throw new ConfigurationMistake(
                file.toString(),
                "is laid out in a way that is not edited by a program: it is as it was",
                "write this yourself, under systems: " + system + ": known:\n    - " + YamlText.map(values));
    }

    private YamlText edited(YamlText yaml, String rule, Map<String, String> values) {
        var at = YamlText.value(yaml.root(), "systems")
                .flatMap(systems -> YamlText.value(systems, system))
                .map(CollectionNode.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("no such system"));
        var known = YamlText.value(at, KNOWN);
        if (known.isEmpty()) {
            var entry = YamlText.map(values);
            return YamlText.isFlow(at)
                    ? yaml.appendedInBrackets(at, "known: [" + entry + "]")
                    : yaml.appendedBelow(at, "known:", "  - " + entry);
        }
        if (!(known.get() instanceof SequenceNode list)) {
            throw new IllegalArgumentException("known is no list");
        }
        var entry = list.getValue().stream().filter(item -> isOf(item, rule)).findFirst();
        if (entry.isPresent()) {
            return replaced(yaml, rule, values);
        }
        var element = YamlText.map(values);
        return YamlText.isFlow(list)
                ? yaml.appendedInBrackets(list, element)
                : yaml.appendedBelow(list, "- " + element);
    }

    /** One value after the other, each found anew: what was replaced before has moved the rest. */
    private YamlText replaced(YamlText yaml, String rule, Map<String, String> values) {
        var text = yaml;
        for (var value : values.entrySet()) {
            var entry = entry(text.root(), rule).orElseThrow(() -> new IllegalArgumentException("no such entry"));
            var old = YamlText.value(entry, value.getKey())
                    .orElseThrow(() -> new IllegalArgumentException("no such value"));
            if (!(old instanceof ScalarNode scalar) || !scalar.getValue().equals(value.getValue())) {
                text = text.replaced(old, YamlText.scalar(value.getValue()));
            }
        }
        return text;
    }

    private Optional<Node> entry(Node root, String rule) {
        return YamlText.value(root, "systems")
                .flatMap(systems -> YamlText.value(systems, system))
                .flatMap(at -> YamlText.value(at, KNOWN))
                .filter(SequenceNode.class::isInstance)
                .flatMap(list -> ((SequenceNode) list)
                        .getValue().stream().filter(item -> isOf(item, rule)).findFirst());
    }

    private static boolean isOf(Node item, String rule) {
        return YamlText.value(item, "rule")
                .filter(value ->
                        value instanceof ScalarNode scalar && scalar.getValue().equals(rule))
                .isPresent();
    }

    /** What the file should say afterwards. */
    private void mean(JsonNode tree, String rule, Map<String, String> values) {
        if (!(tree.path("systems").path(system) instanceof ObjectNode at)) {
            return;
        }
        var list = at.get(KNOWN) instanceof ArrayNode array ? array : at.putArray(KNOWN);
        for (var item : list) {
            if (item instanceof ObjectNode entry && entry.path("rule").asText().equals(rule)) {
                values.forEach(entry::put);
                return;
            }
        }
        values.forEach(list.addObject()::put);
    }
}
