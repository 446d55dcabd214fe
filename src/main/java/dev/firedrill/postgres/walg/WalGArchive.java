package dev.firedrill.postgres.walg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.postgres.WalSegment;
import dev.firedrill.verdict.Inconclusive;
import java.util.HashSet;
import java.util.Set;

/** Names of the log that a storage holds. {@code wal-g wal-show} tells of each timeline where it begins, ends and has gaps. */
final class WalGArchive {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WalGArchive() {}

    /**
     * @param segmentSize in bytes, as the cluster's control file says
     * @throws Inconclusive if it cannot be told
     */
    static Set<String> names(WalG walg, int segmentSize) {
        var result =
                walg.tool("wal-show", "--detailed-json", "--without-backups").run();
        if (!result.isComplete()) {
            throw WalGFaults.failure(walg, "list its log", result);
        }
        try {
            var timelines = JSON.readTree(result.output());
            if (!timelines.isArray()) {
                throw new Inconclusive(walg + " gave no list of its log (wal-g wal-show)");
            }
            var names = new HashSet<String>();
            for (var timeline : timelines) {
                names.addAll(segments(timeline, segmentSize));
                if (timeline.path("parent_id").asLong() > 0) {
                    names.add("%08X.history".formatted(timeline.path("id").asLong()));
                }
            }
            return names;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Inconclusive("cannot read what " + walg + " says of its log: " + e.getMessage(), e);
        }
    }

    private static Set<String> segments(JsonNode timeline, int segmentSize) {
        var names = new HashSet<String>();
        var last = WalSegment.parse(timeline.path("end_segment").asText(), segmentSize);
        for (var next = WalSegment.parse(timeline.path("start_segment").asText(), segmentSize);
                next.number() <= last.number();
                next = next.next()) {
            names.add(next.name());
        }
        timeline.path("missing_segments").forEach(missing -> names.remove(missing.asText()));
        if (names.size() != timeline.path("segments_count").asLong()) {
            throw new Inconclusive("wal-g counts %d segments on timeline %d, but its list from %s to %s has %d"
                    .formatted(
                            timeline.path("segments_count").asLong(),
                            timeline.path("id").asLong(),
                            timeline.path("start_segment").asText(),
                            last,
                            names.size()));
        }
        return names;
    }
}
