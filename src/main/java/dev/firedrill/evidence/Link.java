package dev.firedrill.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One line of the evidence.
 *
 * @param kind {@link #RESTORATION} or {@link #SEGMENT}
 * @param previous hash of the line before; zeros for the first
 * @param content what is recorded
 */
record Link(String kind, String previous, Map<String, Object> content) {
    /** What one restoration proved. */
    static final String RESTORATION = "restoration";
    /** A new beginning of the chain, after a line that cannot be read. */
    static final String SEGMENT = "segment";

    static final String GENESIS = "0".repeat(64);

    private static final String HASH = "hash";

    /** The hash of kind, predecessor and content. */
    String hash() {
        return CanonicalJson.sha256(CanonicalJson.write(body()));
    }

    String line() {
        var line = body();
        line.put(HASH, hash());
        return CanonicalJson.write(line);
    }

    /** The line, if it is exactly as it was written. */
    static Optional<Link> parse(String line) {
        try {
            var json = CanonicalJson.read(line);
            if (json.get("kind") instanceof String kind
                    && json.get("previous") instanceof String previous
                    && json.get("content") instanceof Map<?, ?> content) {
                var entries = new TreeMap<String, Object>();
                content.forEach((key, value) -> entries.put(String.valueOf(key), value));
                var link = new Link(kind, previous, entries);
                return link.line().equals(line) ? Optional.of(link) : Optional.empty();
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private Map<String, Object> body() {
        var body = new TreeMap<String, Object>();
        body.put("kind", kind);
        body.put("previous", previous);
        body.put("content", content);
        return body;
    }
}
