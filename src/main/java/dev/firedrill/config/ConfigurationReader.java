package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Reads firedrill.yaml: {@code ConfigurationReader.read(Path.of("firedrill.yaml")).system("shop", "ShopCheck")}.
 *
 * <p>Relative paths in the file count from its directory. Keys that are not given have these values: platform local,
 * workdir ./work, rto 1h, rpo 15m, backupAge 26h, samples keys, deadline 30m, instances class, superuser postgres;
 * database is {@code shop} for the sample and the system's name for any other backup.
 */
public final class ConfigurationReader {
    static final JsonPointer DEFAULTS = JsonPointer.compile("/defaults");
    static final JsonPointer SYSTEMS = JsonPointer.compile("/systems");
    /** Keys of a system that later versions act on. */
    private static final Set<String> NOT_YET = Set.of("rpo", "inventory", "place", "topics");

    private static final Schema SCHEMA = Schema.named("firedrill.schema.json");

    private final Secrets secrets;
    private final LocalDate today;

    ConfigurationReader(UnaryOperator<String> environment, LocalDate today) {
        this.secrets = new Secrets(environment);
        this.today = today;
    }

    /**
     * Reads and validates a file.
     *
     * @throws ConfigurationMistake if anything in it is wrong: one message names every mistake with file, line and
     *     remedy
     */
    public static Configuration read(Path file) {
        return new ConfigurationReader(System::getenv, LocalDate.now(ZoneOffset.UTC)).readFile(file);
    }

    Configuration readFile(Path file) {
        var document = YamlDocument.read(
                file,
                "describe a system: systems: {shop: {engine: postgresql, backup: {type: sample}}}",
                "copy the shipped firedrill.yaml, or give -Dfiredrill.config=FILE");
        var base = file.toAbsolutePath().normalize().getParent();
        check(document, base);
        var reader = new SystemReader(document, secrets, base);
        var systems = new TreeMap<String, ProtectedSystem>();
        var outOfScope = new ArrayList<OutOfScope>();
        for (var at : document.children(SYSTEMS)) {
            var name = at.last().getMatchingProperty();
            if (document.at(at).has("outOfScope")) {
                outOfScope.add(outOfScope(document, at, name));
            } else {
                systems.put(name, reader.read(at, name));
            }
        }
        outOfScope.sort(Comparator.comparing(OutOfScope::name));
        return new Configuration(file, systems, outOfScope, withoutEffect(document), base.resolve(".firedrill"));
    }

    private static List<String> withoutEffect(YamlDocument document) {
        var places = new ArrayList<String>();
        for (var at : document.children(SYSTEMS)) {
            for (var key : document.children(at)) {
                var name = key.last().getMatchingProperty();
                if (NOT_YET.contains(name)
                        && !(name.equals("inventory") && readsInventories(document, at))
                        && !(name.equals("topics") && hasTopics(document, at))
                        && !(name.equals("place") && hasPlace(document, at))) {
                    places.add(document.place(key));
                }
            }
        }
        return places;
    }

    /** Whether the inventory of that system is more than a word. */
    static boolean readsInventories(YamlDocument document, JsonPointer system) {
        var engine = document.text(system.appendProperty("engine"));
        // Those of Redis lie in a bucket where its backups do, which are not restored yet.
        return "postgresql".equals(engine)
                || "kafka".equals(engine)
                || "redis".equals(engine)
                        && !String.valueOf(document.text(system.appendProperty("inventory")))
                                .contains("://");
    }

    private static boolean hasTopics(YamlDocument document, JsonPointer system) {
        return "kafka".equals(document.text(system.appendProperty("engine")));
    }

    /** Where a process of this host lies is said by the work directory alone. */
    private static boolean hasPlace(YamlDocument document, JsonPointer system) {
        var own = document.text(system.appendProperty("platform"));
        return "aws".equals(own == null ? document.text(DEFAULTS.appendProperty("platform")) : own);
    }

    private void check(YamlDocument document, Path base) {
        var mistakes = SCHEMA.mistakes(document);
        new SystemMistakes(document, secrets, today, mistakes).find();
        new ReferenceMistakes(document, secrets, mistakes).find();
        new KnownMistakes(document, mistakes).find();
        new RestoresMistakes(document, secrets, base, mistakes).find();
        document.throwAll(mistakes);
    }

    private static OutOfScope outOfScope(YamlDocument document, JsonPointer at, String name) {
        return new OutOfScope(
                name,
                document.text(at.appendProperty("outOfScope")),
                document.text(at.appendProperty("owner")),
                LocalDate.parse(document.text(at.appendProperty("until"))));
    }
}
