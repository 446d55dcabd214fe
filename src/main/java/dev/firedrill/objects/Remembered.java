package dev.firedrill.objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of one object. It is another object as soon as its listed digest, its size or its time differs.
 *
 * @param name byte for byte, a character each
 * @param verifiedAt when it was last found intact; null if it never was
 */
record Remembered(String name, String digest, long size, Instant modifiedAt, Instant firstSeen, Instant verifiedAt) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    static Remembered seenFirst(ListedFile object, Instant now) {
        var listed = object.listed();
        return new Remembered(
                listed.name().bytes(),
                listed.digest(),
                object.size(),
                object.stored().modifiedAt(),
                now,
                null);
    }

    boolean isOf(ListedFile object) {
        return digest.equals(object.listed().digest())
                && size == object.size()
                && object.stored().modifiedAt().equals(modifiedAt);
    }

    Remembered verified(Instant moment) {
        return new Remembered(name, digest, size, modifiedAt, firstSeen, moment);
    }

    /** A clock that was set back must not make anything fresh for years. */
    Remembered asOf(Instant now) {
        return new Remembered(
                name,
                digest,
                size,
                modifiedAt,
                firstSeen.isAfter(now) ? now : firstSeen,
                verifiedAt != null && verifiedAt.isAfter(now) ? null : verifiedAt);
    }

    String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty for a line that a crash has torn: then the object is read again. */
    static Optional<Remembered> of(String line) {
        try {
            return Optional.ofNullable(JSON.readValue(line, Remembered.class))
                    .filter(one -> one.name != null && one.digest != null && one.firstSeen != null);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
