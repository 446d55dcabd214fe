package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One of the JSON schemas that the jar and editors share, and the messages that are made from its descriptions. */
final class Schema {
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .formatAssertionsEnabled(true)
            .locale(Locale.ROOT)
            .build();

    private final JsonNode source;
    private final JsonSchema validator;

    private Schema(JsonNode source) {
        this.source = source;
        this.validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(source, CONFIG);
    }

    /** The schema of that name beside this class. */
    static Schema named(String name) {
        try (var stream = Schema.class.getResourceAsStream(name)) {
            return new Schema(new ObjectMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mistakes of a document against this schema, by place: one for each place or key. */
    Map<JsonPointer, ConfigurationMistake> mistakes(YamlDocument document) {
        var mistakes = new HashMap<JsonPointer, ConfigurationMistake>();
        for (var message : validator.validate(document.tree())) {
            var at = pointer(message.getInstanceLocation());
            var key = message.getProperty() == null ? at : at.appendProperty(message.getProperty());
            mistakes.putIfAbsent(key, mistake(document, message, at, key));
        }
        return mistakes;
    }

    private ConfigurationMistake mistake(
            YamlDocument document, ValidationMessage message, JsonPointer at, JsonPointer key) {
        var rule = rule(message);
        return switch (message.getType()) {
            case "additionalProperties" -> unknown(document, key, known(rule));
            case "required" -> document.mistake(
                    at,
                    "the key [" + message.getProperty() + "] is missing",
                    "add " + message.getProperty() + ": "
                            + description(rule.path("properties").path(message.getProperty())));
            case "propertyNames" -> document.mistake(
                    key,
                    "the name [" + message.getProperty() + "] cannot be used",
                    "give " + description(rule.path("propertyNames")));
            default -> document.mistake(key, "found " + document.shown(key), "give " + description(rule));
        };
    }

    private static ConfigurationMistake unknown(YamlDocument document, JsonPointer key, List<String> known) {
        var written = key.last().getMatchingProperty();
        var remedy = NearestKey.to(written, known).map(near -> "write " + near + ", or remove it");
        return document.mistake(
                key,
                "unknown key [" + written + "]; known here: " + String.join(", ", known),
                remedy.orElse("remove it"));
    }

    private static List<String> known(JsonNode rule) {
        var names = new ArrayList<String>();
        rule.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Built from the elements: the path's own text escapes tabs and quotes, which a pointer does not. */
    private static JsonPointer pointer(JsonNodePath path) {
        var pointer = JsonPointer.empty();
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer = path.getElement(i) instanceof Integer index
                    ? pointer.appendIndex(index)
                    : pointer.appendProperty(path.getName(i));
        }
        return pointer;
    }

    /** The part of the schema whose keyword was violated. */
    private JsonNode rule(ValidationMessage message) {
        var keyword =
                JsonPointer.compile(message.getSchemaLocation().getFragment().toString());
        return source.at(keyword.head());
    }

    private String description(JsonNode rule) {
        var reference = rule.path("$ref").asText("");
        return reference.isEmpty() ? rule.path("description").asText() : description(source.at(reference.substring(1)));
    }
}
