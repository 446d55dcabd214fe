package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns YAML nodes into JSON nodes and keeps the line and the written text of each.
 *
 * <p>Scalars follow YAML 1.2: {@code no} and {@code on} are texts, a date is a text, {@code 1.10} keeps its zero in
 * {@link #texts}.
 */
final class YamlTree {
    record Problem(int line, JsonPointer at, String text) {}

    final Map<JsonPointer, Integer> lines = new HashMap<>();
    final Map<JsonPointer, String> texts = new HashMap<>();
    final List<Problem> problems = new ArrayList<>();
    private final Deque<Node> open = new ArrayDeque<>();

    JsonNode convert(Node node) {
        return convert(node, JsonPointer.empty(), line(node));
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private JsonNode convert(Node node, JsonPointer at, int line) {
        lines.put(at, line);
        if (node instanceof ScalarNode scalar) {
            texts.put(at, scalar.getValue());
            return scalar(scalar);
        }
        if (open.stream().anyMatch(above -> above == node)) {
            problems.add(new Problem(line, at, "an alias here refers to the value that holds it"));
            return NullNode.getInstance();
        }
        open.push(node);
        var converted = node instanceof MappingNode mapping ? map(mapping, at) : list((SequenceNode) node, at);
        open.pop();
        return converted;
    }

    private JsonNode map(MappingNode mapping, JsonPointer at) {
        var map = JsonNodeFactory.instance.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(new Problem(line, at, "a key is a list or a map"));
                continue;
            }
            var child = at.appendProperty(key.getValue());
            if (map.has(key.getValue())) {
                problems.add(new Problem(line, child, "the key is given twice, first in line " + lines.get(child)));
                continue;
            }
            map.set(key.getValue(), convert(tuple.getValueNode(), child, line));
        }
        return map;
    }

    private JsonNode list(SequenceNode sequence, JsonPointer at) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (Node item : sequence.getValue()) {
            list.add(convert(item, at.appendIndex(list.size()), line(item)));
        }
        return list;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        var text = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL)) {
            return NullNode.getInstance();
        }
        if (scalar.getTag().equals(Tag.BOOL) && text.matches("(?i)true|false")) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        if (scalar.getTag().equals(Tag.INT) && text.matches("[-+]?\\d+")) {
            return BigIntegerNode.valueOf(new BigInteger(text));
        }
        if (scalar.getTag().equals(Tag.FLOAT) && text.matches("[-+]?\\d+\\.\\d+([eE][-+]?\\d+)?")) {
            return DecimalNode.valueOf(new BigDecimal(text));
        }
        return TextNode.valueOf(text);
    }
}
