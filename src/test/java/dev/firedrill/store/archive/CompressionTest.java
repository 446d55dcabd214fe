package dev.firedrill.store.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults planted in compressed data: each is an error, and none passes for the end of the file. */
class CompressionTest {
    private static final byte[] CONTENT = content();

    private enum Form {
        GZIP(Compression.GZIP) {
            @Override
            OutputStream into(OutputStream out) throws IOException {
                return new GZIPOutputStream(out);
            }
        },
        ZSTD(Compression.ZSTD) {
            @Override
            OutputStream into(OutputStream out) throws IOException {
                return new ZstdOutputStream(out).setChecksum(true);
            }
        },
        LZ4_LINKED(Compression.LZ4) {
            @Override
            OutputStream into(OutputStream out) throws IOException {
                return new FilterOutputStream(out) {
                    @Override
                    public void write(byte[] content) throws IOException {
                        out.write(LinkedLz4.compress(content));
                    }
                };
            }
        },
        LZ4_INDEPENDENT(Compression.LZ4) {
            @Override
            OutputStream into(OutputStream out) throws IOException {
                return new FramedLZ4CompressorOutputStream(out, new Parameters(BlockSize.K64, true, true, false));
            }
        };

        private final Compression compression;

        Form(Compression compression) {
            this.compression = compression;
        }

        abstract OutputStream into(OutputStream out) throws IOException;

        byte[] compress(byte[] content) throws IOException {
            var bytes = new ByteArrayOutputStream();
            try (var out = into(bytes)) {
                out.write(content);
            }
            return bytes.toByteArray();
        }

        byte[] read(byte[] compressed) throws IOException {
            try (var in = compression.open(new ByteArrayInputStream(compressed));
                    var ahead = new ReadAhead(() -> compression.source(new ByteArrayInputStream(compressed)))) {
                var read = ahead.readAllBytes();
                assertThat(in.readAllBytes()).isEqualTo(read);
                return read;
            }
        }
    }

    /** Some of it repeats itself near and far, some does not. */
    private static byte[] content() {
        var random = new Random(3);
        var content = new byte[700_000];
        random.nextBytes(content);
        for (int place = 100_000; place < content.length - 1000; place += 700) {
            int from = random.nextInt(Math.max(1, place - 60_000), place);
            int length = random.nextInt(600);
            for (int count = 0; count < length; count++) {
                content[place + count] = content[from + count];
            }
        }
        return content;
    }

    @ParameterizedTest
    @EnumSource
    void what_was_compressed_comes_back(Form form) throws IOException {
        assertThat(form.read(form.compress(CONTENT))).isEqualTo(CONTENT);
        assertThat(form.read(form.compress(new byte[3_000_000]))).isEqualTo(new byte[3_000_000]);
        assertThat(form.read(form.compress(new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void members_one_after_another_are_all_read(Form form) throws IOException {
        var two = joined(form.compress(CONTENT), form.compress(new byte[] {1, 2, 3}));
        assertThat(form.read(two)).isEqualTo(joined(CONTENT, new byte[] {1, 2, 3}));
    }

    @ParameterizedTest
    @EnumSource
    void a_flipped_byte_contradicts_the_checksum(Form form) throws IOException {
        var compressed = form.compress(CONTENT);
        for (int place : new int[] {compressed.length / 3, compressed.length / 2, compressed.length - 2}) {
            var flipped = compressed.clone();
            flipped[place] ^= 0x10;
            assertThatThrownBy(() -> form.read(flipped)).as("byte %d", place).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_breaks_off_is_no_end(Form form) throws IOException {
        var compressed = form.compress(CONTENT);
        for (int length : new int[] {3, 20, compressed.length / 2, compressed.length - 1}) {
            assertThatThrownBy(() -> form.read(Arrays.copyOf(compressed, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_follows_and_is_none_is_an_error(Form form) throws IOException {
        var followed = joined(form.compress(CONTENT), "and so on, and so on".getBytes());
        assertThatThrownBy(() -> form.read(followed)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource
    void other_data_is_an_error(Form form) {
        assertThatThrownBy(() -> form.read("this is no such data at all".getBytes()))
                .isInstanceOf(IOException.class);
    }

    /** Blocks that repeat what lies before the frame, or claim lengths that are not there. */
    @Test
    void malformed_lz4_blocks_neither_crash_nor_loop() throws IOException {
        var compressed = Form.LZ4_LINKED.compress(CONTENT);
        var random = new Random(5);
        for (int round = 0; round < 300; round++) {
            var broken = compressed.clone();
            for (int count = 0; count < 3; count++) {
                broken[7 + random.nextInt(broken.length - 7)] = (byte) random.nextInt();
            }
            if (!Arrays.equals(broken, compressed)) {
                assertThatThrownBy(() -> Form.LZ4_LINKED.read(broken)).isInstanceOf(IOException.class);
            }
        }
    }

    static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
