package dev.firedrill.kafka.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a file, it is read as a parser of JSON alone reads it. */
class RecordLinesTest {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    private static final String BEFORE = line(1, "\"azE=\"", "\"djE=\"", "");
    private static final String AFTER = line(3, "\"azM=\"", "null", "{\"name\":\"trace\",\"value\":\"dDM=\"}");
    private static final int FLIPS = 5_000;

    private static String line(long offset, String key, String value, String headers) {
        return "{\"offset\":%d,\"timestamp\":17,\"key\":%s,\"value\":%s,\"headers\":[%s]}\n"
                .formatted(offset, key, value, headers);
    }

    /** Each record as text, and at the end what ended it. */
    private static List<String> read(InputStream content) {
        var read = new ArrayList<String>();
        try (var lines = new RecordLines(content, PARTITION)) {
            for (var record = lines.next(); record != null; record = lines.next()) {
                read.add(text(record) + " in line " + lines.number());
            }
        } catch (IOException e) {
            read.add("damaged");
        }
        return read;
    }

    private static List<String> parsed(byte[] content) {
        var read = new ArrayList<String>();
        try (var json = RecordLine.JSON.createParser(content)) {
            while (json.nextToken() != null) {
                read.add(text(RecordLine.read(json, "orders", 0)) + " in line " + (read.size() + 1));
            }
        } catch (IOException e) {
            read.add("damaged");
        }
        return read;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        var text = new StringBuilder("%d at %d: %s, %s"
                .formatted(
                        record.offset(),
                        record.timestamp(),
                        Arrays.toString(record.key()),
                        Arrays.toString(record.value())));
        record.headers()
                .forEach(header ->
                        text.append(", ").append(header.key()).append("=").append(Arrays.toString(header.value())));
        return text.toString();
    }

    private static List<String> readAsParsed(String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        var read = read(new ByteArrayInputStream(bytes));
        assertThat(read).isEqualTo(parsed(bytes)).isNotEmpty();
        return read;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"offset\":2,\"timestamp\":-1,\"key\":\"\",\"value\":\"AAECAw==\",\"headers\":[]}",
                "{\"offset\": 2, \"timestamp\": 5, \"key\": null, \"value\": null, \"headers\": [ ]}",
                "{\"offset\":2,\"timestamp\":0,\"key\":null,\"value\":null,\"headers\":[{\"name\":\"\",\"value\":null},{\"name\":\"b\",\"value\":\"\"}]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":null,\"value\":null,\"headers\":[{\"name\":\"a\\\"\\u00e4\",\"value\":null}]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":null,\"value\":null,\"headers\":[{\"name\":\"\u00e4\u20ac\",\"value\":null}]}",
                "{\"offset\":2,\"timestamp\":999999999999999999,\"key\":null,\"value\":null,\"headers\":[]}",
                "{\"offset\":2,\"timestamp\":9223372036854775807,\"key\":null,\"value\":null,\"headers\":[]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":null,\"value\":\"AA\\u003d\\u003d\",\"headers\":[]}",
                "\n  {\"offset\":2,\"timestamp\":5,\n\"key\":null,\"value\":null,\"headers\":[]}"
            })
    void every_way_to_write_a_record_is_read_and_so_is_what_stands_behind_it(String record) {
        assertThat(readAsParsed(BEFORE + record + "\n" + AFTER)).hasSize(3).noneMatch("damaged"::equals);
        assertThat(readAsParsed(BEFORE + record)).hasSize(2).noneMatch("damaged"::equals);
        assertThat(readAsParsed(record + AFTER.strip() + AFTER)).hasSize(3).noneMatch("damaged"::equals);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"offset\":02,\"timestamp\":5,\"key\":null,\"value\":null,\"headers\":[]}",
                "{\"offset\":-,\"timestamp\":5,\"key\":null,\"value\":null,\"headers\":[]}",
                "{\"offset\":2,\"timestamp\":99999999999999999999,\"key\":null,\"value\":null,\"headers\":[]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":nul,\"value\":null,\"headers\":[]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":\"AA\",\"value\":null,\"headers\":[]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":\"A===\",\"value\":null,\"headers\":[]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":\"AA=A\",\"value\":null,\"headers\":[]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":\"AA_A\",\"value\":null,\"headers\":[]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":null,\"value\":\"AAAA",
                "{\"offset\":2,\"timestamp\":5,\"value\":null,\"key\":null,\"headers\":[]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":null,\"value\":null,\"headers\":[,]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":null,\"value\":null,\"headers\":[{\"name\":\"a\tb\",\"value\":null}]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":null,\"value\":null,\"headers\":[{\"name\":\"a\",\"value\":null},]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":null,\"value\":null,\"headers\":[{\"name\":\"a\",\"value\":null}{\"name\":\"b\",\"value\":null}]}",
                "{\"offset\":2,\"timestamp\":5,\"key\":null,\"value\":null,\"headers\":[]",
                "x"
            })
    void what_is_no_record_is_damage(String record) {
        assertThat(readAsParsed(BEFORE + record + "\n" + AFTER)).hasSize(2).endsWith("damaged");
    }

    @Test
    void a_byte_that_is_another_is_read_as_a_parser_reads_it() {
        var good = (BEFORE + line(2, "\"azI=\"", "\"djJ2\"", "{\"name\":\"a\",\"value\":\"AA==\"}") + AFTER)
                .getBytes(StandardCharsets.UTF_8);
        var random = new Random(1);
        int damaged = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            var content = good.clone();
            content[random.nextInt(content.length)] = (byte) (flip % 2 == 0 ? random.nextInt() : 32 + flip / 2 % 95);
            var read = read(new ByteArrayInputStream(content));
            assertThat(read).as(new String(content, StandardCharsets.UTF_8)).isEqualTo(parsed(content));
            damaged += read.contains("damaged") ? 1 : 0;
        }
        assertThat(damaged).isBetween(FLIPS / 2, FLIPS - 1);
    }

    @Test
    void records_of_every_size_are_read_to_the_last_byte() throws IOException {
        var random = new Random(2);
        var content = new ByteArrayOutputStream();
        var written = new ArrayList<String>();
        try (var json = RecordLine.JSON.createGenerator(content)) {
            json.setRootValueSeparator(null);
            for (int size : new int[] {0, 1, 48_000, 3, 70_000, 500_000, 2, 4_000_000, 5}) {
                var value = new byte[size];
                random.nextBytes(value);
                var record = RecordLine.record("orders", 0, written.size(), 7, null, value, new RecordHeaders());
                RecordLine.write(json, record);
                written.add(text(record) + " in line " + (written.size() + 1));
            }
        }
        assertThat(read(new ByteArrayInputStream(content.toByteArray()))).isEqualTo(written);
    }

    @Test
    void where_the_stream_breaks_off_the_lines_before_are_read() throws IOException {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("it breaks off");
            }
        };
        var begun = BEFORE + AFTER.substring(0, 20);
        var lines = new RecordLines(
                new SequenceInputStream(new ByteArrayInputStream(begun.getBytes(StandardCharsets.UTF_8)), broken),
                PARTITION);
        assertThat(lines.next().offset()).isEqualTo(1);
        assertThatThrownBy(lines::next).hasMessage("it breaks off");
        assertThat(lines.number()).isEqualTo(2);
    }
}
