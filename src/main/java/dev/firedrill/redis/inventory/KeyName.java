package dev.firedrill.redis.inventory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The name of a key, which may be any bytes.
 *
 * @param digest of its bytes: names are told apart by it
 */
public record KeyName(byte[] bytes, Digest digest) {
    private static final ThreadLocal<Sha256> SHA = ThreadLocal.withInitial(Sha256::new);

    public static KeyName of(byte[] bytes) {
        return new KeyName(bytes, SHA.get().piece(bytes).end());
    }

    /** 64 bits of its digest, by which keys are found and put into segments. */
    long hash() {
        return digest.high();
    }

    /** Its bytes as text, or, where they are none, in hexadecimal digits. */
    @Override
    public String toString() {
        return text(bytes);
    }

    /** The same of bytes whose digest nobody needs. */
    public static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
    }
}
