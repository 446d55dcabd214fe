package dev.firedrill.postgres;

import dev.firedrill.postgres.WalFault.Kind;
import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Examines segments of one log by their sizes and their first headers, which must agree with each other, too. */
final class SegmentExamination {
    private final WalArchive archive;
    private final TimelineHistory history;
    private final long systemIdentifier;
    private Integer magic;

    /** @param systemIdentifier of the cluster that the log must be of */
    SegmentExamination(WalArchive archive, TimelineHistory history, long systemIdentifier) {
        this.archive = archive;
        this.history = history;
        this.systemIdentifier = systemIdentifier;
    }

    /**
     * Whether a server on the way to this timeline asks for it: of a timeline that was left, what lies behind that place is
     * of no use, and may be there in part.
     */
    boolean isAskedFor(WalSegment segment) {
        return history.candidates(segment).stream()
                .map(segment::on)
                .filter(candidate -> archive.has(candidate.name()))
                .findFirst()
                .filter(segment::equals)
                .isPresent();
    }

    /**
     * The examination of the records of those that are asked for.
     *
     * @param segments what is there, in order
     * @param start where the first record begins
     * @param limit the last segment of which records are followed
     */
    RecordExamination ofRecords(List<WalSegment> segments, Lsn start, int pageSize, Optional<WalSegment> limit) {
        var asked = segments.stream().filter(this::isAskedFor).toList();
        long last = limit.map(WalSegment::number).orElse(Long.MAX_VALUE);
        var newest = asked.isEmpty() ? start.segment(history.timeline(), 1 << 24) : asked.get(asked.size() - 1);
        return new RecordExamination(
                new RecordChain(history, start, pageSize),
                start,
                pageSize,
                segment -> segment.number() <= last && isAskedFor(segment),
                newest);
    }

    /** What is wrong with it; nothing is told of one that no server on the way to this timeline asks for. */
    Optional<WalFault> examine(WalSegment segment, Path file) {
        if (!isAskedFor(segment)) {
            return Optional.empty();
        }
        long size = size(file);
        if (size != segment.segmentSize()) {
            return fault(segment, Kind.WRONG_SIZE, segment.segmentSize() + " bytes", size + " bytes");
        }
        var header = WalSegmentHeader.read(file);
        if (header.majorVersion().isEmpty() || !header.longHeader()) {
            return fault(
                    segment,
                    Kind.NOT_WAL,
                    "the header of a WAL segment of PostgreSQL 14 to 18",
                    "magic number %04X".formatted(header.magic()));
        }
        if (header.systemIdentifier() != systemIdentifier) {
            return fault(
                    segment,
                    Kind.OTHER_CLUSTER,
                    "system identifier " + Long.toUnsignedString(systemIdentifier),
                    Long.toUnsignedString(header.systemIdentifier()));
        }
        return examinePlace(segment, header);
    }

    private Optional<WalFault> examinePlace(WalSegment segment, WalSegmentHeader header) {
        if (!header.pageAddress().equals(segment.start())) {
            return fault(
                    segment,
                    Kind.WRONG_ADDRESS,
                    "page address " + segment.start(),
                    header.pageAddress().toString());
        }
        if (!history.contains(header.timeline()) || header.timeline() > segment.timeline()) {
            return fault(
                    segment, Kind.WRONG_TIMELINE, "timeline " + segment.timeline(), String.valueOf(header.timeline()));
        }
        if (header.segmentSize() != segment.segmentSize()) {
            return fault(
                    segment,
                    Kind.WRONG_GEOMETRY,
                    segment.segmentSize() + " bytes a segment",
                    String.valueOf(header.segmentSize()));
        }
        magic = magic == null ? Integer.valueOf(header.magic()) : magic;
        return header.magic() == magic
                ? Optional.empty()
                : fault(
                        segment,
                        Kind.WRONG_GEOMETRY,
                        "magic number %04X".formatted(magic),
                        "%04X".formatted(header.magic()));
    }

    private static Optional<WalFault> fault(WalSegment segment, Kind kind, String expected, String found) {
        return Optional.of(new WalFault(segment.name(), kind, expected, found));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }
}
