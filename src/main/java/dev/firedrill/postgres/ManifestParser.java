package dev.firedrill.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a manifest token by token: one of a large cluster lists millions of files. */
final class ManifestParser {
    private final Path directory;
    private final List<ManifestEntry> files = new ArrayList<>();
    private final List<WalRange> ranges = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private OptionalLong systemIdentifier = OptionalLong.empty();
    private Optional<Instant> newest = Optional.empty();

    ManifestParser(Path directory) {
        this.directory = directory;
    }

    BackupManifest parse(byte[] content) {
        try (var json = new JsonFactory().createParser(content)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                field(json, json.currentName());
            }
            return new BackupManifest(directory, files, ranges, systemIdentifier, newest);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw damaged(e.getMessage(), e);
        } catch (IOException e) {
            throw UnreadableFile.of(directory.resolve(BackupManifest.NAME), e);
        }
    }

    private void field(JsonParser json, String name) throws IOException {
        json.nextToken();
        switch (name) {
            case "PostgreSQL-Backup-Manifest-Version" -> requireKnown(json.getIntValue());
            case "System-Identifier" -> systemIdentifier = OptionalLong.of(Long.parseUnsignedLong(json.getText()));
            case "Files" -> {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    addFile(object(json));
                }
            }
            case "WAL-Ranges" -> {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    addRange(object(json));
                }
            }
            default -> json.skipChildren();
        }
    }

    private static Map<String, String> object(JsonParser json) throws IOException {
        var fields = new HashMap<String, String>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            fields.put(name, json.getText());
        }
        return fields;
    }

    private void addFile(Map<String, String> fields) {
        var path = fields.containsKey("Encoded-Path")
                ? ManifestPath.decode(fields.get("Encoded-Path"))
                : required(fields, "Path");
        ManifestPath.requireInside(path, directory);
        if (!seen.add(path)) {
            throw damaged("it lists " + path + " twice", null);
        }
        files.add(new ManifestEntry(
                path,
                Long.parseLong(required(fields, "Size")),
                fields.getOrDefault("Checksum-Algorithm", "NONE"),
                fields.getOrDefault("Checksum", "")));
        var modified = LogTime.parse(fields.getOrDefault("Last-Modified", ""));
        if (modified.isPresent() && (newest.isEmpty() || modified.get().isAfter(newest.get()))) {
            newest = modified;
        }
    }

    private void addRange(Map<String, String> fields) {
        ranges.add(new WalRange(
                Integer.parseInt(required(fields, "Timeline")),
                Lsn.parse(required(fields, "Start-LSN")),
                Lsn.parse(required(fields, "End-LSN"))));
    }

    private String required(Map<String, String> fields, String key) {
        return Optional.ofNullable(fields.get(key))
                .orElseThrow(
                        () -> damaged("expecting [" + key + "] in each entry, but found " + fields.keySet(), null));
    }

    private void requireKnown(int version) {
        if (version < 1 || version > 2) {
            throw new Inconclusive(BackupManifest.NAME + " of the backup " + directory + " is of version " + version
                    + "; Firedrill reads 1 and 2");
        }
    }

    private void expect(JsonParser json, JsonToken found, JsonToken expected) {
        if (found != expected) {
            throw damaged(
                    "expecting " + expected + " at "
                            + json.currentTokenLocation().offsetDescription(),
                    null);
        }
    }

    private BackupUnusable damaged(String problem, Throwable cause) {
        return new BackupUnusable(
                BackupManifest.NAME + " of the backup " + directory + " is damaged: " + problem, cause);
    }
}
