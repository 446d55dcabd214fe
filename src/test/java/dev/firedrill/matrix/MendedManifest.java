package dev.firedrill.matrix;

import dev.firedrill.local.PlantedManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A {@code backup_manifest} that says of each file what is there now, its own checksum included. */
final class MendedManifest {
    static final String NAME = "backup_manifest";

    private static final Pattern ENTRY =
            Pattern.compile("\\{ \"Path\": \"([^\"]+)\", \"Size\": \\d+, (.*?)\"Checksum\": \"[0-9a-f]*\" \\},?\n");

    private MendedManifest() {}

    /** That of a backup, mended; files that are not there are not in it. */
    static byte[] of(Path backup) throws IOException {
        var text = Files.readString(backup.resolve(NAME));
        var entries = new ArrayList<String>();
        for (var entry : ENTRY.matcher(text).results().toList()) {
            var file = backup.resolve(entry.group(1));
            if (Files.exists(file)) {
                entries.add(entry(entry, Files.readAllBytes(file)));
            }
        }
        var first = text.indexOf("{ \"Path\"");
        var rest = text.indexOf("],\n", first);
        var mended = text.substring(0, first) + String.join(",\n", entries) + "\n" + text.substring(rest);
        return PlantedManifest.of(mended).bytes();
    }

    private static String entry(MatchResult old, byte[] content) {
        return "{ \"Path\": \"%s\", \"Size\": %d, %s\"Checksum\": \"%s\" }"
                .formatted(old.group(1), content.length, old.group(2), PlantedManifest.sha256(content));
    }
}
