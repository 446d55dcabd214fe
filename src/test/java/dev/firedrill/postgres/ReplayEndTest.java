package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backup.RecoveryTarget;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only a record at which the server ends for certain counts: what follows it is not looked at any more. */
class ReplayEndTest {
    private static final Instant TARGET = Instant.parse("2026-11-22T03:14:07.123456Z");
    private static final Lsn START = Lsn.parse("0/3000028");
    private static final Lsn LATER = Lsn.parse("0/3000100");

    @ParameterizedTest
    @CsvSource({
        "1, 0x00, 2000, true",
        "1, 0x80, 2000, true",
        "1, 0x20, 2000, true",
        "1, 0x30, 2000, true",
        "1, 0x40, 2000, true",
        "1, 0x10, 2000, false",
        "1, 0x50, 2000, false",
        "0, 0x00, 2000, false",
        "1, 0x00, 1000, false",
        "1, 0x00, 0, false",
        "1, 0x00, -2000, false"
    })
    void the_end_of_a_transaction_later_than_the_time(int manager, String info, long microsLater, boolean ends) {
        var record = record(manager, Integer.decode(info), new byte[0], time(microsLater));
        assertThat(end(new RecoveryTarget.Time(TARGET)).isAt(LATER, record)).isEqualTo(ends);
    }

    @Test
    void behind_an_origin_and_a_number_of_a_transaction() {
        var before = new byte[] {(byte) 253, 1, 0, (byte) 252, 9, 9, 9, 9};
        var target = new RecoveryTarget.Time(TARGET);
        assertThat(end(target).isAt(LATER, record(1, 0, before, time(5000)))).isTrue();
        assertThat(end(target).isAt(LATER, record(1, 0, new byte[] {3, 0, 0, 0}, time(5000))))
                .isFalse();
    }

    @Test
    void the_restore_point_of_that_name() {
        var end = end(new RecoveryTarget.Name("before-deploy"));
        assertThat(end.isAt(LATER, record(0, 0x70, new byte[0], point("before-deploy"))))
                .isTrue();
        assertThat(end.isAt(LATER, record(0, 0x70, new byte[0], point("before-deploy2"))))
                .isFalse();
        assertThat(end.isAt(LATER, record(0, 0x60, new byte[0], point("before-deploy"))))
                .isFalse();
    }

    @Test
    void the_end_of_the_very_backup() {
        var end = end(new RecoveryTarget.BackupEnd());
        assertThat(end.isAt(LATER, record(0, 0x50, new byte[0], number(START.value()))))
                .isTrue();
        assertThat(end.isAt(LATER, record(0, 0x50, new byte[0], number(START.value() + 8))))
                .isFalse();
    }

    @Test
    void not_what_is_damaged_nor_what_lies_before_the_backup() {
        var end = end(new RecoveryTarget.Time(TARGET));
        var record = record(1, 0, new byte[0], time(5000));
        assertThat(end.isAt(Lsn.parse("0/3000020"), record)).isFalse();
        assertThat(end.isAt(START, record)).isTrue();
        record.put(record.limit() - 1, (byte) (record.get(record.limit() - 1) ^ 1));
        assertThat(end.isAt(LATER, record)).isFalse();
    }

    @Test
    void of_the_newest_state_and_of_a_position_none_is_known() {
        var record = record(1, 0, new byte[0], time(5000));
        assertThat(end(new RecoveryTarget.Latest()).isAt(LATER, record)).isFalse();
        assertThat(end(new RecoveryTarget.Lsn("0/3000050")).isAt(LATER, record)).isFalse();
    }

    private static ReplayEnd end(RecoveryTarget target) {
        return new ReplayEnd(target, START);
    }

    private static byte[] time(long microsLater) {
        var then = TARGET.plus(Duration.of(microsLater, ChronoUnit.MICROS));
        return number(ChronoUnit.MICROS.between(Instant.parse("2000-01-01T00:00:00Z"), then));
    }

    private static byte[] point(String name) {
        var data = ByteBuffer.allocate(72).order(ByteOrder.LITTLE_ENDIAN);
        return data.putLong(1).put(name.getBytes(StandardCharsets.US_ASCII)).array();
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    private static ByteBuffer record(int manager, int info, byte[] before, byte[] data) {
        var record = ByteBuffer.allocate(24 + before.length + 2 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(record.capacity()).putInt(7).putLong(0x3000028);
        record.put((byte) info).put((byte) manager).position(24);
        record.put(before).put((byte) 255).put((byte) data.length).put(data).flip();
        var crc = new CRC32C();
        crc.update(record.array(), 24, record.limit() - 24);
        crc.update(record.array(), 0, 20);
        return record.putInt(20, (int) crc.getValue());
    }
}
