package dev.firedrill.kafka.archive;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.firedrill.kafka.contents.PartitionTally;
import dev.firedrill.rules.Numbers;
import dev.firedrill.store.archive.Compression;
import dev.firedrill.store.archive.SourceFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The file of one partition in an export, beside what the description says of it. Read once, and never held in memory. */
final class ExportFile {
    private final Path file;
    private final TopicPartition partition;
    private final ExportedPartition described;
    private final MessageDigest sha256 = PartitionFile.sha256();
    private long line;
    private long last;

    ExportFile(Path directory, TopicPartition partition, ExportedPartition described) {
        var name = partition + ".jsonl.gz";
        if (!described.file().equals(name)) {
            throw new BackupUnusable("the description of %s names file [%s] of partition %s: expecting [%s]"
                    .formatted(directory, described.file(), partition, name));
        }
        this.file = directory.resolve(name);
        this.partition = partition;
        this.described = described;
        this.last = described.content().begin() - 1;
    }

    /** The buffer comes last: who goes back in a stream shows its bytes twice. */
    void read(KafkaArchive.Sink sink) {
        var tally = new PartitionTally(described.content().latest().isPresent(), List.of());
        try (var source = SourceFile.open(file);
                var bytes = new BufferedInputStream(new DigestInputStream(source, sha256))) {
            lines(bytes, record -> {
                tally.add(record.offset(), record);
                sink.take(record);
            });
        } catch (IOException e) {
            throw damaged(e.getMessage(), e);
        }
        prove(tally);
    }

    private void lines(InputStream bytes, KafkaArchive.Sink sink) throws IOException {
        try (var content = Compression.GZIP.open(bytes);
                var lines = new RecordLines(content, partition)) {
            for (var record = next(lines); record != null; record = next(lines)) {
                sink.take(inOrder(record));
            }
        }
    }

    private ConsumerRecord<byte[], byte[]> next(RecordLines lines) throws IOException {
        try {
            return lines.next();
        } catch (StreamConstraintsException e) {
            throw tooLarge(e);
        } finally {
            line = lines.number();
        }
    }

    private ConsumerRecord<byte[], byte[]> inOrder(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (record.offset() <= last || record.offset() >= described.content().end()) {
            throw new IOException("offset %,d stands after offset %,d, and the partition ends at %,d"
                    .formatted(record.offset(), last, described.content().end()));
        }
        last = record.offset();
        return record;
    }

    private Inconclusive tooLarge(Exception cause) {
        return new Inconclusive(
                "%s, line %,d: a record is larger than Firedrill reads: %s".formatted(file, line, cause.getMessage()),
                cause);
    }

    private BackupUnusable damaged(String what, Exception cause) {
        var first = what == null ? "it breaks off" : what.lines().findFirst().orElse("");
        return new BackupUnusable("%s is damaged at line %,d: %s".formatted(file, line, first), cause);
    }

    /** The records first: they say more than that a byte of the file is another. */
    private void prove(PartitionTally tally) {
        var expected = described.content();
        var found = tally.content(expected.begin(), expected.end());
        if (found.records() != expected.records()) {
            throw new BackupUnusable("%s: expecting %s, as %s says, but found %s"
                    .formatted(
                            file,
                            Numbers.text(expected.records(), "record"),
                            ExportDescription.FILE,
                            Numbers.text(found.records())));
        }
        if (!found.stretches().equals(expected.stretches()) || !found.digest().equals(expected.digest())) {
            throw new BackupUnusable("%s: its %s are not those that were exported: their digest is another one"
                    .formatted(file, Numbers.text(found.records(), "record")));
        }
        if (!HexFormat.of().formatHex(sha256.digest()).equals(described.sha256())) {
            throw new BackupUnusable(
                    file + " was altered: its SHA-256 is not the one that " + ExportDescription.FILE + " says");
        }
    }
}
