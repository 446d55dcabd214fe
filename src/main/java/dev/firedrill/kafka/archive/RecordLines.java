package dev.firedrill.kafka.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one partition, as they lie in its file. From the first line on that is not plain, all is read by a parser of
 * JSON, which tells what is damaged from what is written in another way.
 */
final class RecordLines implements AutoCloseable {
    private final TopicPartition partition;
    private final WholeLines lines;
    private final PlainLine plain;
    private JsonParser json;
    private long number;

    RecordLines(InputStream content, TopicPartition partition) {
        this.partition = partition;
        this.lines = new WholeLines(content);
        this.plain = new PlainLine(partition.topic(), partition.partition());
    }

    /** The number of the line that was read last, or could not be read. */
    long number() {
        return number;
    }

    /**
     * The next record; null if there is none.
     *
     * @throws StreamConstraintsException if it is too large
     * @throws IOException if it is damaged
     */
    ConsumerRecord<byte[], byte[]> next() throws IOException {
        var record = json == null ? plain() : null;
        if (record == null && begins()) {
            number++;
            return RecordLine.read(json, partition.topic(), partition.partition());
        }
        return record;
    }

    private ConsumerRecord<byte[], byte[]> plain() throws IOException {
        try {
            var record = lines.next() ? plain.read(lines) : null;
            if (record == null) {
                json = RecordLine.JSON.createParser(number == 0 ? lines.rest() : behindBlanks(lines.rest()));
                json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            } else {
                number++;
            }
            return record;
        } catch (IOException e) {
            number += lines.hasBegun() ? 1 : 0;
            throw e;
        }
    }

    /** The parser looks at the first bytes of all for the encoding; those of a later line must not tell another one. */
    private static InputStream behindBlanks(InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream("    ".getBytes(StandardCharsets.US_ASCII)), rest);
    }

    private boolean begins() throws IOException {
        try {
            return json.nextToken() != null;
        } catch (StreamConstraintsException e) {
            throw e;
        } catch (JsonProcessingException e) {
            number++;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (json != null) {
            json.close();
        }
    }
}
