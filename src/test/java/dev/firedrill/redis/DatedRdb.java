package dev.firedrill.redis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** An RDB file that says of itself that it was saved at another time; its checksum is right. */
public final class DatedRdb {
    private static final byte[] FIELD = "\372\5ctime\302".getBytes(StandardCharsets.ISO_8859_1);

    private DatedRdb() {}

    /** @param second since 1970 */
    public static void date(Path file, long second) throws IOException {
        var bytes = Files.readAllBytes(file);
        int at = 0;
        while (!Arrays.equals(bytes, at, at + FIELD.length, FIELD, 0, FIELD.length)) {
            at++;
        }
        var content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        content.putInt(at + FIELD.length, (int) second);
        var crc = new Crc64();
        crc.update(ByteBuffer.wrap(bytes, 0, bytes.length - Long.BYTES));
        content.putLong(bytes.length - Long.BYTES, crc.value());
        Files.write(file, bytes);
    }

    /** When it was saved, in seconds since 1970. */
    public static long savedAt(Path file) {
        return RdbHead.read(file).savedAt().orElseThrow().getEpochSecond();
    }
}
