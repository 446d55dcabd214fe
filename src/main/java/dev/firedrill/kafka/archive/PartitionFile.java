package dev.firedrill.kafka.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.firedrill.kafka.contents.PartitionTally;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes the records of one partition into a file, a line each, and sums them up. */
final class PartitionFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final MessageDigest sha256;
    private final JsonGenerator json;
    private final PartitionTally tally;

    PartitionFile(Path file, boolean compacted) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.sha256 = sha256();
        OutputStream compressed = new GzipCompressorOutputStream(
                new DigestOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), sha256),
                quick());
        this.json = RecordLine.JSON.createGenerator(compressed);
        json.setRootValueSeparator(null);
        this.tally = new PartitionTally(compacted, List.of());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static GzipParameters quick() {
        var parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.BEST_SPEED);
        return parameters;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        try {
            RecordLine.write(json, record);
            tally.add(record.offset(), record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, and says what is in it. */
    ExportedPartition end(int partition, String name, long begin, long end) throws IOException {
        json.close();
        try (var written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        return new ExportedPartition(
                partition,
                name,
                Files.size(file),
                HexFormat.of().formatHex(sha256.digest()),
                tally.content(begin, end));
    }

    @Override
    public void close() throws IOException {
        json.close();
        channel.close();
    }
}
