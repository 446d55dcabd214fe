package dev.firedrill.objects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * An inventory as JSON, read as a stream: a list of objects, or a map with such a list.
 *
 * <pre>{@code
 * {"madeAt": "2026-11-22T03:00:00Z", "objects": [{"name": "a.dump", "size": 4711, "algorithm": "SHA-256", "digest": "9f86..."}]}
 * }</pre>
 *
 * Only {@code name} is required; what has no digest cannot be verified, and is said to be so.
 */
final class JsonInventory {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private final ChecksumList list = new ChecksumList();
    private boolean found;

    private JsonInventory() {}

    /** @throws GarbledLine if it is no inventory */
    static ChecksumList read(InputStream in) throws IOException {
        var inventory = new JsonInventory();
        try (var json = JSON.createParser(in)) {
            inventory.whole(json);
            return inventory.list;
        } catch (JsonParseException e) {
            throw new GarbledLine(e.getLocation().getLineNr(), "is no JSON: " + e.getOriginalMessage());
        }
    }

    private void whole(JsonParser json) throws IOException {
        if (json.nextToken() == JsonToken.START_ARRAY) {
            objects(json);
        } else {
            expect(json, JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                key(json);
            }
        }
        if (json.nextToken() != null) {
            throw new GarbledLine(json.currentLocation().getLineNr(), "follows the end of the inventory");
        }
        if (!found) {
            throw new GarbledLine(
                    1, "has no key [objects]: expecting {\"objects\": [{\"name\": ..., \"digest\": ...}]}");
        }
    }

    private void key(JsonParser json) throws IOException {
        var key = json.currentName();
        json.nextToken();
        switch (key) {
            case "objects" -> {
                expect(json, JsonToken.START_ARRAY);
                objects(json);
            }
            case "madeAt" -> list.madeAt(instant(json));
            default -> json.skipChildren();
        }
    }

    private static Instant instant(JsonParser json) throws IOException {
        try {
            return OffsetDateTime.parse(json.getValueAsString("")).toInstant();
        } catch (DateTimeException e) {
            throw new GarbledLine(
                    json.currentLocation().getLineNr(), "madeAt is no instant such as 2026-11-22T03:14:00Z");
        }
    }

    private void objects(JsonParser json) throws IOException {
        found = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, JsonToken.START_OBJECT);
            int line = json.currentLocation().getLineNr();
            var entry = new InventoryEntry();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var key = json.currentName();
                json.nextToken();
                entry.put(key, json);
            }
            try {
                list.add(entry.listed(line));
            } catch (IllegalArgumentException e) {
                throw new GarbledLine(line, e.getMessage());
            }
        }
    }

    private static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.currentToken() != token) {
            throw new GarbledLine(
                    json.currentLocation().getLineNr(),
                    "expecting " + token.asString() + ", found "
                            + (json.currentToken() == null ? "the end" : "[" + json.getText() + "]"));
        }
    }
}
