package dev.firedrill.postgres.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One fork of a relation: its segments, each of which is full before the next one begins.
 *
 * @param name from the data directory, such as {@code base/5/16384_vm}
 */
record RelationFork(String name, String kind, List<RelationFile> segments) {
    static List<RelationFork> of(List<RelationFile> files) {
        var forks = new TreeMap<String, List<RelationFile>>();
        files.forEach(file ->
                forks.computeIfAbsent(file.fork(), any -> new ArrayList<>()).add(file));
        return forks.entrySet().stream().map(RelationFork::of).toList();
    }

    private static RelationFork of(Map.Entry<String, List<RelationFile>> entry) {
        var segments = entry.getValue();
        segments.sort((a, b) -> Long.compare(a.segment(), b.segment()));
        return new RelationFork(entry.getKey(), segments.get(0).kind(), List.copyOf(segments));
    }

    /** Blocks that a server sees, if the chain of segments is whole. */
    long blocks(PageLayout layout) {
        return segments.stream().mapToLong(RelationFile::size).sum() / layout.pageSize();
    }

    /**
     * What is wrong with the sizes of the segments: a server reads up to the first one that is not full, and never looks
     * behind it. Empty segments behind it are what truncation leaves.
     */
    List<PageFault> faults(PageLayout layout) {
        var faults = new ArrayList<PageFault>();
        long full = (long) layout.segmentBlocks() * layout.pageSize();
        boolean ended = false;
        long expected = 0;
        for (var file : segments) {
            if (file.segment() != expected) {
                faults.add(new PageFault(
                        segments.get(0).fork() + (expected == 0 ? "" : "." + expected),
                        "missing, although %s of %,d bytes is there".formatted(file.name(), file.size())));
                ended = false;
            } else if (ended && file.size() > 0) {
                faults.add(new PageFault(
                        file.name(),
                        "unreachable: %,d bytes behind a segment that is not full (%,d bytes)"
                                .formatted(file.size(), full)));
            }
            sizeFault(file, layout, full).ifPresent(faults::add);
            ended |= file.size() < full;
            expected = file.segment() + 1;
        }
        return faults;
    }

    private static Optional<PageFault> sizeFault(RelationFile file, PageLayout layout, long full) {
        if (file.size() % layout.pageSize() != 0) {
            return Optional.of(new PageFault(
                    file.name(),
                    "expecting its size to be a multiple of %,d bytes, but found %,d: its last page is torn off"
                            .formatted(layout.pageSize(), file.size())));
        }
        return file.size() > full
                ? Optional.of(new PageFault(
                        file.name(),
                        "expecting a segment to have at most %,d bytes, but found %,d".formatted(full, file.size())))
                : Optional.empty();
    }
}
