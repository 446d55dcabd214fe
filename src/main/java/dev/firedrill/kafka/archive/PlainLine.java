package dev.firedrill.kafka.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Reads lines that are byte by byte as {@link RecordLine} writes them, the names of headers in ASCII without a backslash: it
 * is quicker than a parser of JSON, and takes nothing that such a parser would not take, or would take for something else.
 */
final class PlainLine {
    private static final int DIGITS = 18;
    private static final byte[] NULL = ascii("null");
    private static final byte[] OFFSET = ascii("{\"offset\":");
    private static final byte[] TIMESTAMP = ascii(",\"timestamp\":");
    private static final byte[] KEY = ascii(",\"key\":");
    private static final byte[] VALUE = ascii(",\"value\":");
    private static final byte[] HEADERS = ascii(",\"headers\":[");
    private static final byte[] NAME = ascii("{\"name\":");
    private static final byte[] END = ascii("]}\n");

    private final String topic;
    private final int partition;
    private byte[] bytes;
    private int at;
    private int end;
    /** Whether all so far is as it has to be; what is read when it is not means nothing. */
    private boolean plain;

    PlainLine(String topic, int partition) {
        this.topic = topic;
        this.partition = partition;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The record of a line; null if it is another kind of line, be it sound or damaged. */
    ConsumerRecord<byte[], byte[]> read(WholeLines lines) {
        bytes = lines.bytes();
        at = lines.begin();
        end = lines.end();
        plain = true;
        expect(OFFSET);
        long offset = number();
        expect(TIMESTAMP);
        long timestamp = number();
        expect(KEY);
        var key = base64();
        expect(VALUE);
        var value = base64();
        expect(HEADERS);
        var headers = headers();
        expect(END);
        return plain && at == end ? RecordLine.record(topic, partition, offset, timestamp, key, value, headers) : null;
    }

    private Headers headers() {
        var headers = new RecordHeaders();
        for (int count = 0; plain && bytes[at] != ']'; count++) {
            if (count > 0) {
                expect((byte) ',');
            }
            expect(NAME);
            var name = name();
            expect(VALUE);
            headers.add(name, base64());
            expect((byte) '}');
        }
        return headers;
    }

    private void expect(byte[] word) {
        plain = plain && end - at >= word.length && Arrays.equals(bytes, at, at + word.length, word, 0, word.length);
        at += plain ? word.length : 0;
    }

    private void expect(byte one) {
        plain = plain && bytes[at] == one;
        at += plain ? 1 : 0;
    }

    /** With a zero before it, JSON knows no number. */
    private long number() {
        boolean negative = plain && bytes[at] == '-';
        at += negative ? 1 : 0;
        int first = at;
        long number = 0;
        while (plain && bytes[at] >= '0' && bytes[at] <= '9' && at - first < DIGITS) {
            number = 10 * number + bytes[at++] - '0';
        }
        plain = plain && at > first && (bytes[first] != '0' || at == first + 1);
        return negative ? -number : number;
    }

    private String name() {
        expect((byte) '"');
        int first = at;
        while (plain && bytes[at] != '"') {
            plain = bytes[at] >= ' ' && bytes[at] != '\\';
            at++;
        }
        var name = plain ? new String(bytes, first, at - first, StandardCharsets.US_ASCII) : "";
        expect((byte) '"');
        return name;
    }

    /** Without its padding it is left to the parser. */
    private byte[] base64() {
        if (plain && bytes[at] == NULL[0]) {
            expect(NULL);
            return null;
        }
        expect((byte) '"');
        int first = at;
        at = plain ? quote(bytes, at) : at;
        plain = plain && (at - first) % 4 == 0;
        var decoded = plain ? decoded(first) : null;
        expect((byte) '"');
        return decoded;
    }

    /** Where the next one is, or the end of the line. */
    private static int quote(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '"' && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private byte[] decoded(int first) {
        try {
            var all = Base64.getDecoder().decode(ByteBuffer.wrap(bytes, first, at - first));
            return all.array();
        } catch (IllegalArgumentException e) {
            plain = false;
            return null;
        }
    }
}
