package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {
    private static final int MIB_16 = 16 << 20;

    @Test
    void is_written_as_the_server_writes_it() {
        assertThat(Lsn.parse("0/3000060")).hasToString("0/3000060").isEqualTo(new Lsn(0x3000060));
        assertThat(Lsn.parse("1A/ff")).hasToString("1A/FF").isEqualTo(new Lsn(0x1A_0000_00FFL));
    }

    @Test
    void compares_as_an_unsigned_number() {
        assertThat(Lsn.parse("FFFFFFFF/0")).isGreaterThan(Lsn.parse("7FFFFFFF/FFFFFFFF"));
        assertThat(Lsn.parse("1/0").bytesSince(Lsn.parse("0/FFFFFFFF"))).isEqualTo(1);
    }

    @Test
    void names_the_segment_it_lies_in() {
        assertThat(Lsn.parse("0/3000060").segment(1, MIB_16)).hasToString("000000010000000000000003");
        assertThat(Lsn.parse("1/0").segment(10, MIB_16)).hasToString("0000000A0000000100000000");
        assertThat(Lsn.parse("1/0").segment(10, MIB_16))
                .isEqualTo(WalSegment.parse("0000000A0000000100000000", MIB_16));
        assertThat(Lsn.parse("0/FFFFFFFF").segment(1, MIB_16).next()).hasToString("000000010000000100000000");
    }

    @Test
    void knows_segments_of_other_sizes() {
        int gib = 1 << 30;
        var segment = WalSegment.parse("000000010000000200000003", gib);
        assertThat(segment.start()).isEqualTo(Lsn.parse("2/C0000000"));
        assertThat(segment.end()).isEqualTo(Lsn.parse("3/0"));
        assertThat(segment.next()).hasToString("000000010000000300000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0/", "/1", "0/123456789", "0/3000060 ", "x/1", "-1/0"})
    void refuses_what_is_no_position(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Lsn.parse(text)).withMessageContaining("[" + text + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000001.history",
                "000000010000000000000003.partial",
                "000000010000000000000003.00000028.backup"
            })
    void does_not_take_other_files_for_segments(String name) {
        assertThat(WalSegment.isName(name)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> WalSegment.parse(name, MIB_16));
    }
}
