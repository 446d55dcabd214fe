package dev.firedrill.kafka.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * One record as a line of JSON; bytes are in Base64, and null is null:
 *
 * <pre>{"offset":7,"timestamp":1790000000000,"key":"azE=","value":null,"headers":[{"name":"trace","value":"dDc="}]}</pre>
 */
final class RecordLine {
    /** A record of Kafka is seldom larger than 1 MB; what is larger than this cannot be told from an attack. */
    private static final int LONGEST = 96 << 20;

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(LONGEST).build())
            .build();

    private RecordLine() {}

    static void write(JsonGenerator json, ConsumerRecord<byte[], byte[]> record) throws IOException {
        json.writeStartObject();
        json.writeNumberField("offset", record.offset());
        json.writeNumberField("timestamp", record.timestamp());
        write(json, "key", record.key());
        write(json, "value", record.value());
        json.writeArrayFieldStart("headers");
        for (var header : record.headers()) {
            json.writeStartObject();
            json.writeStringField("name", header.key());
            write(json, "value", header.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static void write(JsonGenerator json, String name, byte[] bytes) throws IOException {
        if (bytes == null) {
            json.writeNullField(name);
        } else {
            json.writeBinaryField(name, bytes);
        }
    }

    /**
     * The record that begins at the parser's token.
     *
     * @throws IOException if it is none
     */
    static ConsumerRecord<byte[], byte[]> read(JsonParser json, String topic, int partition) throws IOException {
        expect(json.currentToken() == JsonToken.START_OBJECT, "an object");
        long offset = number(json, "offset");
        long timestamp = number(json, "timestamp");
        var key = bytes(json, "key");
        var value = bytes(json, "value");
        var headers = headers(json);
        expect(json.nextToken() == JsonToken.END_OBJECT, "the end of the object");
        return record(topic, partition, offset, timestamp, key, value, headers);
    }

    static ConsumerRecord<byte[], byte[]> record(
            String topic, int partition, long offset, long timestamp, byte[] key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static Headers headers(JsonParser json) throws IOException {
        field(json, "headers");
        expect(json.nextToken() == JsonToken.START_ARRAY, "a list of headers");
        var headers = new RecordHeaders();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            field(json, "name");
            expect(json.nextToken() == JsonToken.VALUE_STRING, "the name of a header");
            var name = json.getText();
            headers.add(name, bytes(json, "value"));
            expect(json.nextToken() == JsonToken.END_OBJECT, "the end of the header");
        }
        expect(json.currentToken() == JsonToken.END_ARRAY, "the end of the headers");
        return headers;
    }

    private static long number(JsonParser json, String name) throws IOException {
        field(json, name);
        expect(json.nextToken() == JsonToken.VALUE_NUMBER_INT, "a number as " + name);
        return json.getLongValue();
    }

    private static byte[] bytes(JsonParser json, String name) throws IOException {
        field(json, name);
        if (json.nextToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(json.currentToken() == JsonToken.VALUE_STRING, "Base64 or null as " + name);
        return json.getBinaryValue();
    }

    private static void field(JsonParser json, String name) throws IOException {
        expect(json.nextToken() == JsonToken.FIELD_NAME && json.currentName().equals(name), "[" + name + "]");
    }

    private static void expect(boolean found, String what) throws IOException {
        if (!found) {
            throw new IOException("expecting " + what);
        }
    }
}
