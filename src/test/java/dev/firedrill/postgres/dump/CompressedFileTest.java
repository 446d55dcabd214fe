package dev.firedrill.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file counts as proven only if each of its frames carries a checksum: one that does not would hide altered bytes. */
class CompressedFileTest {
    private static final byte[] TEXT = "1\tWalk On\n".repeat(50_000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "ZSTD, c, true",
        "ZSTD, cc, true",
        "ZSTD, n, false",
        "ZSTD, cn, false",
        "ZSTD, nc, false",
        "ZSTD, cx, false",
        "LZ4, c, true",
        "LZ4, b, true",
        "LZ4, cb, true",
        "LZ4, n, false",
        "LZ4, cn, false",
        "LZ4, cx, false",
        "ZSTD, '', false"
    })
    void checksums_of_every_frame(DumpCompression compression, String frames, boolean proven) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (char frame : frames.toCharArray()) {
            bytes.write(compression == DumpCompression.ZSTD ? zstd(frame) : lz4(frame));
        }
        var file = Files.write(home.resolve("file"), bytes.toByteArray());
        assertThat(CompressedFile.hasChecksums(file, compression)).isEqualTo(proven);
    }

    private static byte[] zstd(char frame) throws IOException {
        var bytes = new ByteArrayOutputStream();
        if (frame == 'x') {
            return foreign();
        }
        try (var stream = new ZstdOutputStream(bytes).setChecksum(frame == 'c')) {
            stream.write(TEXT);
        }
        return bytes.toByteArray();
    }

    private static byte[] lz4(char frame) throws IOException {
        var bytes = new ByteArrayOutputStream();
        if (frame == 'x') {
            return foreign();
        }
        var parameters = new Parameters(BlockSize.K64, frame == 'c', frame == 'b', false);
        try (var stream = new FramedLZ4CompressorOutputStream(bytes, parameters)) {
            stream.write(TEXT);
        }
        return bytes.toByteArray();
    }

    private static byte[] foreign() {
        return "something else".getBytes(StandardCharsets.US_ASCII);
    }
}
