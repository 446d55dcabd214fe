package dev.firedrill.cli.init;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Storages of WAL-G that its configuration files and the environment name. Nothing is asked of the storages themselves. */
final class WalGStorages {
    private static final Pattern PASSWORD = Pattern.compile("://[^/@]*:[^/@]*@");

    private final List<FoundSystem> found = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Path> withoutStorage = new ArrayList<>();
    private final List<String> notes;

    private WalGStorages(List<String> notes) {
        this.notes = notes;
    }

    /**
     * Those that are found, each once.
     *
     * @param configurations files for {@code wal-g --config}
     * @param notes takes what could not be looked into
     */
    static List<FoundSystem> of(List<Path> configurations, Map<String, String> environment, List<String> notes) {
        var storages = new WalGStorages(notes);
        configurations.forEach(storages::look);
        storages.look(new WalGSettings(environment));
        return storages.found;
    }

    private void look(Path configuration) {
        try {
            var settings = WalGSettings.read(configuration);
            settings.storage()
                    .ifPresentOrElse(
                            name -> add(settings, name, Map.of("config", configuration.toString())),
                            () -> withoutStorage.add(configuration));
        } catch (IOException e) {
            notes.add(configuration + " cannot be read as wal-g's configuration: " + e.getMessage());
        }
    }

    private void look(WalGSettings environment) {
        environment.storage().ifPresent(name -> {
            var keys = new LinkedHashMap<String, String>();
            keys.put("prefix", reference(name, environment.value(name)));
            if (withoutStorage.size() == 1) {
                keys.put("config", withoutStorage.remove(0).toString());
            }
            add(environment, name, keys);
        });
        withoutStorage.forEach(file -> notes.add(file + " names no storage of WAL-G, such as WALG_S3_PREFIX"));
    }

    /** A password stays where it is. */
    private static String reference(String name, String value) {
        return PASSWORD.matcher(value).find() ? "${" + name + "}" : value;
    }

    private void add(WalGSettings settings, String name, Map<String, String> keys) {
        var storage = settings.value(name);
        if (!known.add(storage)) {
            return;
        }
        var backup = new LinkedHashMap<>(Map.of("type", "wal-g"));
        backup.putAll(keys);
        var system = FoundSystem.of(storage.replaceFirst("/+$", "").replaceFirst(".*/", ""), backup);
        found.add(noted(system, settings, name, keys));
    }

    private static FoundSystem noted(FoundSystem system, WalGSettings settings, String name, Map<String, String> keys) {
        var noted = system;
        if (!keys.containsKey("config")) {
            noted = noted.noting(
                    name + " is of this environment, of which wal-g is told no more: its credentials must stand"
                            + " in a configuration file (config:), or where it finds them below the home directory");
        }
        var database = settings.value("PGDATABASE");
        return database.isEmpty()
                ? noted
                : noted.withDatabase(database)
                        .noting("database " + database + " is the one that wal-g connects to; checks may want another");
    }
}
