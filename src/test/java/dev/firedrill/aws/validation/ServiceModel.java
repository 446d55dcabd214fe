package dev.firedrill.aws.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One service, as botocore's {@code service-2.json} describes it: operations, and the shapes of what they take. */
final class ServiceModel {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode root;

    private ServiceModel(JsonNode root) {
        this.root = root;
    }

    static ServiceModel read(InputStream json) throws IOException {
        return new ServiceModel(JSON.readTree(json));
    }

    /** What an operation takes; empty for an operation that this model does not know. */
    Optional<Shape> input(String operation) {
        var found = root.path("operations").path(operation);
        return found.isMissingNode()
                ? Optional.empty()
                : Optional.of(shape(found.path("input").path("shape").asText()));
    }

    /** The names of all operations. */
    Stream<String> operations() {
        return root.path("operations").properties().stream().map(Map.Entry::getKey);
    }

    private Shape shape(String name) {
        return new Shape(root.path("shapes").path(name));
    }

    /** Of a structure. */
    record Member(String name, Shape shape) {}

    /** The type of a value and what it must be like; of an operation that takes nothing, it asks for nothing. */
    final class Shape {
        private final JsonNode node;

        private Shape(JsonNode node) {
            this.node = node;
        }

        /**
         * The member that a field of the SDK is: of its name, or, where the SDK has changed that, of its name on the wire.
         *
         * @param names the likeliest first
         */
        Optional<Member> member(Collection<String> names) {
            return names.stream()
                    .flatMap(name -> node.path("members").properties().stream().filter(member -> isNamed(name, member)))
                    .findFirst()
                    .map(member -> new Member(
                            member.getKey(),
                            shape(member.getValue().path("shape").asText())));
        }

        private static boolean isNamed(String name, Map.Entry<String, JsonNode> member) {
            return member.getKey().equals(name)
                    || member.getValue().path("locationName").asText("").equals(name);
        }

        List<String> required() {
            return texts("required");
        }

        List<String> values() {
            return texts("enum");
        }

        Optional<Shape> element() {
            return target("member");
        }

        Optional<Shape> key() {
            return target("key");
        }

        Optional<Shape> value() {
            return target("value");
        }

        Optional<String> pattern() {
            return Optional.ofNullable(node.path("pattern").asText(null));
        }

        double least() {
            return node.path("min").asDouble(Double.NEGATIVE_INFINITY);
        }

        double most() {
            return node.path("max").asDouble(Double.POSITIVE_INFINITY);
        }

        boolean isSensitive() {
            return node.path("sensitive").asBoolean();
        }

        private Optional<Shape> target(String name) {
            var found = node.path(name).path("shape");
            return found.isMissingNode() ? Optional.empty() : Optional.of(shape(found.asText()));
        }

        private List<String> texts(String name) {
            var all = new ArrayList<String>();
            node.path(name).forEach(text -> all.add(text.asText()));
            return all;
        }
    }
}
