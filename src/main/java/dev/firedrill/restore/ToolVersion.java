package dev.firedrill.restore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which Firedrill this is, for reports and evidence. */
public final class ToolVersion {
    private ToolVersion() {}

    /** The version that it was built as, such as {@code 0.1.0}. */
    public static String current() {
        try (var stream = ToolVersion.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
