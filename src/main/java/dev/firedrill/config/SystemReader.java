package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firedrill.backup.RecoveryTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns one entry under {@code systems:}, which was validated before, into a record; defaults filled in. */
final class SystemReader {
    private final YamlDocument document;
    private final Secrets secrets;
    private final Path base;
    private final ToleranceReader tolerances;

    SystemReader(YamlDocument document, Secrets secrets, Path base) {
        this.document = document;
        this.secrets = secrets;
        this.base = base;
        this.tolerances = new ToleranceReader(document, secrets, base);
    }

    ProtectedSystem read(JsonPointer at, String name) {
        var backup = backup(at.appendProperty("backup"));
        return new ProtectedSystem(
                document.place(at),
                name,
                document.text(at.appendProperty("engine")),
                setting(at, "platform").orElse("local"),
                filled(at, "database").orElse(backup.type().equals("sample") ? "shop" : name),
                filled(at, "superuser").orElse("postgres"),
                backup,
                copies(at.appendProperty("copies"), backup),
                new Objectives(
                        objective(at, "rto", "1h"), objective(at, "rpo", "15m"), objective(at, "backupAge", "26h")),
                setting(at, "asOf").map(SystemReader::instant),
                RecoveryTarget.duration(setting(at, "deadline").orElse("30m")),
                InstanceScope.valueOf(setting(at, "instances").orElse("class").toUpperCase(Locale.ROOT)),
                texts(at.appendProperty("verify")),
                restores(at.appendProperty("restores")),
                rules(at, name),
                setting(at, "samples").orElse("keys"),
                workdir(),
                binaries(at),
                tolerances.known(at.appendProperty("known")),
                tolerances.baseline(at.appendProperty("baseline")),
                own(at, "depth").flatMap(Depth::named).orElse(Depth.FILES),
                inventory(at.appendProperty("inventory")),
                texts(at.appendProperty("topics")),
                restorePlace(at));
    }

    private BackupSource backup(JsonPointer at) {
        var keys = keys(at);
        var type = keys.remove("type");
        return new BackupSource(document.place(at), type, keys, base);
    }

    private RestorePlace restorePlace(JsonPointer system) {
        var at = system.appendProperty("place");
        return new RestorePlace(document.place(document.at(at).isMissingNode() ? system : at), keys(at), base);
    }

    private Map<String, BackupSource> copies(JsonPointer at, BackupSource backup) {
        var copies = new HashMap<String, BackupSource>();
        for (var copy : document.children(at)) {
            copies.put(copy.last().getMatchingProperty(), copy(copy, backup));
        }
        return copies;
    }

    /** A copy made by another tool inherits nothing: the keys would not be that tool's own. */
    private BackupSource copy(JsonPointer at, BackupSource backup) {
        var own = keys(at);
        var type = Optional.ofNullable(own.remove("type")).orElse(backup.type());
        var keys = new HashMap<>(type.equals(backup.type()) ? backup.keys() : Map.of());
        keys.putAll(own);
        return new BackupSource(document.place(at), type, keys, base);
    }

    private Map<String, String> keys(JsonPointer at) {
        var keys = new HashMap<String, String>();
        for (var key : document.children(at)) {
            keys.put(key.last().getMatchingProperty(), secrets.resolve(document, key));
        }
        return keys;
    }

    private Duration objective(JsonPointer at, String key, String otherwise) {
        var text = own(at.appendProperty("objectives"), key)
                .or(() -> own(ConfigurationReader.DEFAULTS.appendProperty("objectives"), key));
        return RecoveryTarget.duration(text.orElse(otherwise));
    }

    private List<String> texts(JsonPointer at) {
        var texts = new ArrayList<String>();
        document.children(at).forEach(text -> texts.add(document.text(text)));
        return texts;
    }

    /** In the order of suites, then as written; what several suites list is one restore. */
    private List<ListedRestore> restores(JsonPointer at) {
        var places = new LinkedHashMap<String, String>();
        var cadences = new HashMap<String, List<String>>();
        for (var cadence : ListedRestore.CADENCES) {
            for (var restore : document.children(at.appendProperty(cadence))) {
                var name = ListedRestore.name(document.text(restore));
                places.putIfAbsent(name, document.place(restore));
                cadences.computeIfAbsent(name, any -> new ArrayList<>()).add(cadence);
            }
        }
        return places.entrySet().stream()
                .map(entry -> ListedRestore.of(entry.getValue(), entry.getKey(), cadences.get(entry.getKey())))
                .toList();
    }

    private Path rules(JsonPointer at, String name) {
        return base.resolve(filled(at, "rules").orElse("suites/rules/" + name)).normalize();
    }

    private Path workdir() {
        var at = ConfigurationReader.DEFAULTS.appendProperty("workdir");
        var text = document.text(at) == null ? "./work" : secrets.resolve(document, at);
        return base.resolve(text).normalize();
    }

    private Optional<PlacedPath> binaries(JsonPointer system) {
        return Stream.of(system, ConfigurationReader.DEFAULTS)
                .map(at -> at.appendProperty("binaries"))
                .filter(key -> document.text(key) != null)
                .findFirst()
                .map(key -> new PlacedPath(
                        base.resolve(secrets.resolve(document, key)).normalize(), document.place(key)));
    }

    /** Of other engines it has no effect yet, and may be anything. */
    private Optional<PlacedPath> inventory(JsonPointer key) {
        return Optional.ofNullable(document.text(key))
                .filter(any -> ConfigurationReader.readsInventories(document, key.head()))
                .map(any -> new PlacedPath(
                        base.resolve(secrets.resolve(document, key)).normalize(), document.place(key)));
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private Optional<String> own(JsonPointer at, String key) {
        return Optional.ofNullable(document.text(at.appendProperty(key)));
    }

    private Optional<String> filled(JsonPointer at, String key) {
        return own(at, key).map(any -> secrets.fill(document, at.appendProperty(key)));
    }

    private Optional<String> setting(JsonPointer at, String key) {
        return own(at, key).or(() -> own(ConfigurationReader.DEFAULTS, key));
    }
}
