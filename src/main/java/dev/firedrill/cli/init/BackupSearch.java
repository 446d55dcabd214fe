package dev.firedrill.cli.init;

import dev.firedrill.config.ConfigurationMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks for backups of tools and in places, and gives each a name of its own. Nothing is changed by it. */
public final class BackupSearch {
    private final List<FoundSystem> found = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** What is found under these directories: base backups and dumps. */
    public BackupSearch in(List<Path> roots) {
        var places = BackupPlaces.under(
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList());
        found.addAll(new BaseBackupSystems(places).systems());
        found.addAll(DumpFile.systems(places.dumps));
        notes.addAll(places.notes);
        return this;
    }

    /**
     * Stanzas of pgBackRest: of these files, or of those in their usual places if none is given.
     *
     * @throws ConfigurationMistake if one that is given is not there
     */
    public BackupSearch pgBackRest(List<Path> configurations) {
        var files = configurations.isEmpty() ? usual("pgbackrest") : existing(configurations);
        files.forEach(
                file -> found.addAll(PgBackRestStanzas.of(file.toAbsolutePath().normalize(), notes)));
        return this;
    }

    /**
     * Servers of Barman: of these files, or of that in its usual place if none is given.
     *
     * @throws ConfigurationMistake if one that is given is not there
     */
    public BackupSearch barman(List<Path> configurations) {
        var files = configurations.isEmpty() ? usual("barman") : existing(configurations);
        files.forEach(
                file -> found.addAll(BarmanServers.of(file.toAbsolutePath().normalize(), notes)));
        return this;
    }

    /**
     * Storages of WAL-G: of these files, or of those in their usual places and of the environment if none is given.
     *
     * @throws ConfigurationMistake if one that is given is not there
     */
    public BackupSearch walG(List<Path> configurations) {
        var files = configurations.isEmpty() ? WalGPlaces.ofThisHost().files() : existing(configurations);
        var absolute =
                files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
        found.addAll(WalGStorages.of(absolute, configurations.isEmpty() ? System.getenv() : Map.of(), notes));
        return this;
    }

    private static List<Path> existing(List<Path> named) {
        for (var file : named) {
            if (!Files.isRegularFile(file)) {
                throw new ConfigurationMistake(file.toString(), "no such file", "name the tool's configuration file");
            }
        }
        return named;
    }

    /** {@code /etc/NAME*.conf} and {@code /etc/NAME/NAME.conf}. */
    private static List<Path> usual(String name) {
        try (var files = Files.list(Path.of("/etc"))) {
            var beside = files.filter(file -> file.getFileName().toString().matches(name + ".*\\.conf"));
            return Stream.concat(beside, Stream.of(Path.of("/etc", name, name + ".conf")))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** All that was found, no two with one name. */
    public List<FoundSystem> systems() {
        Map<String, FoundSystem> byName = new LinkedHashMap<>();
        for (var system : found) {
            var name = system.name();
            for (int number = 2; byName.containsKey(name); number++) {
                name = system.name() + "-" + number;
            }
            byName.put(name, system.named(name));
        }
        return List.copyOf(byName.values());
    }

    /** What could not be looked into. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
