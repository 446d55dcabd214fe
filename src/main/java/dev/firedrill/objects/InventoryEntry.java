package dev.firedrill.objects;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.firedrill.store.StoredName;
import java.io.IOException;
import java.util.Locale;

/** One entry of a JSON inventory while it is being read. */
final class InventoryEntry {
    private String name;
    private String digest = "";
    private String algorithm = "";
    private long size = ListedObject.UNKNOWN;

    /** Takes the value that the parser stands at. */
    void put(String key, JsonParser json) throws IOException {
        switch (key) {
            case "name" -> name = text(json, key);
            case "digest" -> digest = text(json, key);
            case "algorithm" -> algorithm = text(json, key);
            case "size" -> size = size(json);
            default -> json.skipChildren();
        }
    }

    private static String text(JsonParser json, String key) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new GarbledLine(json.currentLocation().getLineNr(), "[" + key + "] is no text");
        }
        return json.getText();
    }

    private static long size(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return ListedObject.UNKNOWN;
        }
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                || json.getLongValue() < 0) {
            throw new GarbledLine(
                    json.currentLocation().getLineNr(), "[size] is no number of bytes: [" + json.getText() + "]");
        }
        return json.getLongValue();
    }

    /** @throws IllegalArgumentException with what is wrong with it */
    ListedObject listed(int line) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("an object has no [name]");
        }
        var stored = ListName.of(StoredName.of(name).bytes());
        var listed = new ListedObject(stored, algorithm(), digest.toLowerCase(Locale.ROOT), size, line);
        if (size > 0 && listed.isOfNothing()) {
            throw new IllegalArgumentException(
                    "[%s] is to have %,d bytes, but its digest is that of no bytes".formatted(stored, size));
        }
        return listed;
    }

    private DigestAlgorithm algorithm() {
        if (digest.isEmpty()) {
            return DigestAlgorithm.SHA256;
        }
        var found = algorithm.isEmpty() ? DigestAlgorithm.ofDigits(digest.length()) : DigestAlgorithm.named(algorithm);
        if (found.isEmpty()
                || !Hex.isHex(digest)
                || digest.length() != found.get().digits()) {
            throw new IllegalArgumentException("[%s] of [%s] is no digest of %s"
                    .formatted(digest, StoredName.of(name), algorithm.isEmpty() ? "a known algorithm" : algorithm));
        }
        return found.get();
    }
}
