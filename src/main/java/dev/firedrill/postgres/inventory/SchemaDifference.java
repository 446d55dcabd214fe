package dev.firedrill.postgres.inventory;

import dev.firedrill.rules.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares things by their names: those that are missing, those that are another thing now, those that nobody recorded. */
final class SchemaDifference {
    private SchemaDifference() {}

    static Finding between(List<SchemaObject> recorded, List<SchemaObject> found) {
        return Difference.of(recorded.size(), "objects", lines(named(recorded), named(found)));
    }

    private static Map<String, String> named(List<SchemaObject> objects) {
        var named = new LinkedHashMap<String, String>();
        // Of overloaded or odd things that share a name, what they are counts together.
        objects.forEach(object -> named.merge(object.identity(), object.definition(), (a, b) -> a + "; " + b));
        return named;
    }

    static List<String> lines(Map<String, String> recorded, Map<String, String> found) {
        var lines = new ArrayList<String>();
        recorded.forEach((name, definition) -> {
            var here = found.get(name);
            if (here == null) {
                lines.add(name + " is missing");
            } else if (!here.equals(definition)) {
                lines.add(Difference.of(name, definition, here));
            }
        });
        found.keySet().stream()
                .filter(name -> !recorded.containsKey(name))
                .forEach(name -> lines.add(name + " is here, and was not recorded"));
        return lines;
    }

    static Finding ofSequences(List<SequenceState> recorded, List<SequenceState> found) {
        return Difference.of(recorded.size(), "sequences", lines(texts(recorded), texts(found)));
    }

    private static Map<String, String> texts(List<SequenceState> states) {
        var texts = new LinkedHashMap<String, String>();
        states.forEach(state -> texts.put("sequence " + state.name(), state.text()));
        return texts;
    }
}
