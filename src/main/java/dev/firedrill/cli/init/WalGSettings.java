package dev.firedrill.cli.init;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What WAL-G is told by one configuration file, or by the environment. Only what names a storage is looked at: the rest may
 * be secret.
 */
final class WalGSettings {
    /** In the order in which WAL-G looks for them. */
    private static final List<String> SORTS = List.of("S3", "FILE", "GS", "AZ", "SWIFT", "SSH", "OSS");

    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};

    private final Map<String, String> values = new TreeMap<>();

    /** @param settings names, which WAL-G takes in upper or lower case, with what is set */
    WalGSettings(Map<?, ?> settings) {
        settings.forEach((name, value) -> {
            if (value != null) {
                values.put(
                        name.toString().toUpperCase(Locale.ROOT),
                        value.toString().strip());
            }
        });
    }

    /** @throws IOException if it cannot be read, or is neither JSON nor YAML; its message quotes nothing of the file */
    static WalGSettings read(Path file) throws IOException {
        var text = Files.readString(file);
        return new WalGSettings(file.toString().endsWith(".json") ? json(text) : yaml(text));
    }

    private static Map<?, ?> json(String text) throws IOException {
        try {
            return new ObjectMapper().readValue(text, SETTINGS);
        } catch (IOException e) {
            throw new IOException("it is not a map in JSON", e);
        }
    }

    private static Map<?, ?> yaml(String text) throws IOException {
        try {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            if (read instanceof Map<?, ?> map) {
                return map;
            }
            if (read == null) {
                return Map.of();
            }
            throw new IOException("it is not a map in YAML");
        } catch (YAMLException e) {
            throw new IOException("it is not YAML", e);
        }
    }

    /** The name of the setting that leads to the storage, such as {@code WALG_S3_PREFIX}; WAL-E's are taken, too. */
    Optional<String> storage() {
        return SORTS.stream()
                .flatMap(sort -> Stream.of("WALG_" + sort + "_PREFIX", "WALE_" + sort + "_PREFIX"))
                .filter(name -> !values.getOrDefault(name, "").isEmpty())
                .findFirst();
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }
}
