package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A backup_manifest that was changed by somebody who mended its checksum. */
public final class PlantedManifest {
    private static final String LAST = "\"Manifest-Checksum\": ";

    private final String body;

    private PlantedManifest(String body) {
        this.body = body;
    }

    public static PlantedManifest of(String text) {
        return new PlantedManifest(text.substring(0, text.indexOf(LAST)));
    }

    PlantedManifest replaced(String pattern, String by) {
        var changed = body.replaceAll(pattern, by);
        assertThat(changed).isNotEqualTo(body);
        return new PlantedManifest(changed);
    }

    public byte[] bytes() {
        var sum = sha256(body.getBytes(StandardCharsets.UTF_8));
        return (body + LAST + "\"" + sum + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
