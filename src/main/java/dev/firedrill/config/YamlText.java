package dev.firedrill.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * YAML that a person wrote, changed at a few places only: comments and layout stay. Whoever changes it compares
 * {@link #tree} with what was meant.
 */
record YamlText(Path file, String text, Node root) {
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    static YamlText of(Path file, String text) {
        return new YamlText(file, text, YamlFile.parse(file, text));
    }

    JsonNode tree() {
        return new YamlTree().convert(root);
    }

    /** The value of a key of a map; empty where there is no map or no such key. */
    static Optional<Node> value(Node map, String key) {
        if (!(map instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    static boolean isFlow(CollectionNode<?> node) {
        return node.getFlowStyle() == DumperOptions.FlowStyle.FLOW;
    }

    /** With another text in the place of a value. */
    YamlText replaced(Node node, String value) {
        return with(offset(node.getStartMark()), offset(node.getEndMark()), value);
    }

    /** With one more element before the bracket that ends a list or map in flow style. */
    YamlText appendedInBrackets(CollectionNode<?> node, String element) {
        int bracket = offset(node.getEndMark()) - 1;
        var before = text.substring(offset(node.getStartMark()) + 1, bracket).strip();
        boolean bare = before.isEmpty() || before.endsWith(",");
        return with(bracket, bracket, (bare ? "" : ", ") + element);
    }

    /** With more lines after the last one of a list or map in block style; each indented as its elements are. */
    YamlText appendedBelow(CollectionNode<?> node, String... lines) {
        var end = text.contains("\r\n") ? "\r\n" : "\n";
        var indent = " ".repeat(node.getStartMark().getColumn());
        int after = endOf(node);
        if (after == 0 || text.charAt(after - 1) != '\n') {
            int next = text.indexOf('\n', after);
            after = next < 0 ? text.length() : next + 1;
        }
        var first = after > 0 && text.charAt(after - 1) != '\n' ? end : "";
        return with(after, after, first + indent + String.join(end + indent, lines) + end);
    }

    /** A block's own end mark lies behind the comments that follow it: that of its last value does not. */
    private int endOf(Node node) {
        if (node instanceof CollectionNode<?> collection
                && !isFlow(collection)
                && !collection.getValue().isEmpty()) {
            var last = collection.getValue().get(collection.getValue().size() - 1);
            return endOf(last instanceof NodeTuple tuple ? tuple.getValueNode() : (Node) last);
        }
        return offset(node.getEndMark());
    }

    private YamlText with(int from, int to, String other) {
        return of(file, text.substring(0, from) + other + text.substring(to));
    }

    /** The library counts code points. */
    private int offset(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    /** A map in one line: {@code {rule: r1, until: 2027-03-01}}. */
    static String map(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + scalar(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** A text as a value, in quotes unless it can be nothing else. */
    static String scalar(String value) {
        boolean plain = value.matches("[A-Za-z][A-Za-z0-9_./-]*|\\d{4}-\\d\\d-\\d\\d")
                && !WORDS.contains(value.toLowerCase(Locale.ROOT));
        return plain ? value : TextNode.valueOf(value).toString();
    }
}
