package dev.firedrill.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Crc64Test {
    private static final byte[] TEXT = "123456789".getBytes(StandardCharsets.US_ASCII);
    /** As the source of Redis gives it. */
    private static final long KNOWN = 0xe9c6d914c4b8d9caL;

    @Test
    void it_is_the_one_of_redis() {
        var crc = new Crc64();
        crc.update(ByteBuffer.wrap(TEXT));
        assertThat(crc.value()).isEqualTo(KNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9})
    void where_it_is_cut_makes_no_difference(int cut) {
        var crc = new Crc64();
        crc.update(ByteBuffer.wrap(TEXT, 0, cut));
        crc.update(ByteBuffer.wrap(TEXT, cut, TEXT.length - cut));
        assertThat(crc.value()).isEqualTo(KNOWN);
    }
}
