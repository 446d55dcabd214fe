package dev.firedrill.sample;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is known of the sample's production, so that every restore of it can be judged exactly. Kept in
 * {@code sample.json}.
 *
 * @param version of the way the sample is made
 * @param asOf the moment its production stopped
 * @param baseInstant what the times of its history count from
 * @param rows how many rows were asked for
 * @param commits live orders, in the order of their commits
 * @param restorePoint named just before the price change
 * @param priceChange when the price change was committed
 * @param copies what the newest restore of {@code own} and of {@code dr} must contain
 */
public record SampleFacts(
        int version,
        Instant asOf,
        Instant baseInstant,
        int rows,
        List<Commit> commits,
        RestorePoint restorePoint,
        Instant priceChange,
        Map<String, Archived> copies) {

    static final String NAME = "sample.json";

    /** Raised with every change of what a sample contains: one that was made before is made anew. */
    static final int VERSION = 6;

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * One live order.
     *
     * @param time of the commit, as the server recorded it
     * @param phase what was going on, such as {@code after base 3}
     */
    public record Commit(Instant time, long orderId, String phase) {}

    /** A named point in the log. */
    public record RestorePoint(String name, Instant time, String lsn) {}

    /**
     * The end of one archive.
     *
     * @param newestCommit time of the newest commit in it
     * @param newestSegment the newest segment in it
     * @param rowCounts rows of each table at that commit
     */
    public record Archived(Instant newestCommit, String newestSegment, Map<String, Long> rowCounts) {}

    static SampleFacts read(Path directory) {
        try {
            return JSON.readValue(directory.resolve(NAME).toFile(), SampleFacts.class);
        } catch (IOException e) {
            throw new Inconclusive(
                    "cannot read " + directory.resolve(NAME) + ": " + e.getMessage() + "\n  Remedy: delete " + directory
                            + "; the next run makes the sample anew",
                    e);
        }
    }

    void write(Path directory) throws IOException {
        JSON.writeValue(directory.resolve(NAME).toFile(), this);
    }
}
