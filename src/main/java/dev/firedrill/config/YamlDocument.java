package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A YAML file that knows the line of each of its values, so that a mistake can be pointed at. */
final class YamlDocument {
    private static final int LONGEST_SHOWN = 80;

    private final Path file;
    private final JsonNode tree;
    private final YamlTree origin;

    private YamlDocument(Path file, JsonNode tree, YamlTree origin) {
        this.file = file;
        this.tree = tree;
        this.origin = origin;
    }

    /**
     * Reads a file.
     *
     * @param start what to write into an empty file, for the message
     * @param missing what to do when there is no file, for the message
     * @throws ConfigurationMistake if it cannot be read, is empty, or is not YAML
     */
    static YamlDocument read(Path file, String start, String missing) {
        var root = YamlFile.compose(file, missing);
        if (root == null) {
            throw new ConfigurationMistake(file + ":1", "the file is empty", start);
        }
        var origin = new YamlTree();
        var document = new YamlDocument(file, origin.convert(root), origin);
        ConfigurationMistake.throwAll(file, document.problems());
        return document;
    }

    JsonNode tree() {
        return tree;
    }

    JsonNode at(JsonPointer pointer) {
        return tree.at(pointer);
    }

    /** The entries of a map or list; none if there is no such thing. */
    List<JsonPointer> children(JsonPointer pointer) {
        var node = tree.at(pointer);
        var children = new ArrayList<JsonPointer>();
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(name -> children.add(pointer.appendProperty(name)));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            children.add(pointer.appendIndex(i));
        }
        return children;
    }

    /** A key that is missing has no line: that of the map it is missing in counts. */
    int line(JsonPointer pointer) {
        var line = origin.lines.get(pointer);
        return line == null ? line(pointer.head()) : line;
    }

    /** A scalar as it was written, quotes and comments aside. */
    String text(JsonPointer pointer) {
        return origin.texts.get(pointer);
    }

    /** File, line and dotted key, as in {@code firedrill.yaml:7: systems.shop.objectives.rto}. */
    String place(JsonPointer pointer) {
        return place(line(pointer), pointer);
    }

    private String place(int line, JsonPointer pointer) {
        return file + ":" + line + (pointer.matches() ? "" : ": " + dotted(pointer));
    }

    /** The value in a few words; never the value of a secret. */
    String shown(JsonPointer pointer) {
        var node = tree.at(pointer);
        if (node.isContainerNode()) {
            return (node.isEmpty() ? "an empty " : "a ") + (node.isObject() ? "map" : "list");
        }
        if (node.isNull()) {
            return "nothing";
        }
        if (Secrets.namedLikeOne(pointer) || Secrets.holdsPassword(text(pointer))) {
            return "a value that is not shown";
        }
        var text = text(pointer);
        var kind = node.isNumber() ? "the number " : node.isBoolean() ? "the truth value " : "";
        return kind + "[" + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text) + "]";
    }

    /** Throws the given mistakes, if there are any, in the order of their lines. */
    void throwAll(Map<JsonPointer, ConfigurationMistake> mistakes) {
        var inOrder = mistakes.entrySet().stream()
                .sorted(Comparator.comparingInt(
                                (Map.Entry<JsonPointer, ConfigurationMistake> entry) -> line(entry.getKey()))
                        .thenComparing(entry -> entry.getKey().toString()))
                .map(Map.Entry::getValue)
                .toList();
        ConfigurationMistake.throwAll(file, inOrder);
    }

    ConfigurationMistake mistake(JsonPointer pointer, String problem, String remedy) {
        return new ConfigurationMistake(place(pointer), problem, remedy);
    }

    private String dotted(JsonPointer pointer) {
        var key = new StringBuilder();
        var node = tree;
        for (var rest = pointer; !rest.matches(); rest = rest.tail()) {
            var name = rest.getMatchingProperty();
            key.append(node.isArray() ? "[" + name + "]" : (key.isEmpty() ? "" : ".") + name);
            node = node.isArray() ? node.path(rest.getMatchingIndex()) : node.path(name);
        }
        return key.toString();
    }

    private List<ConfigurationMistake> problems() {
        var mistakes = new ArrayList<ConfigurationMistake>();
        for (var problem : origin.problems) {
            mistakes.add(new ConfigurationMistake(
                    place(problem.line(), problem.at()),
                    problem.text(),
                    "give each key once, as a plain word, with a value of its own"));
        }
        return mistakes;
    }
}
