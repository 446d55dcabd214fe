package dev.firedrill.cli.init;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.cli.ToolAnswer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;

/** The stanzas that {@code pgbackrest info} lists for a configuration of its own. */
final class PgBackRestStanzas {
    /** So it calls what stands for the stanzas of a repository that it cannot read; its exit code is 0. */
    private static final String NO_STANZA = "[invalid]";

    private PgBackRestStanzas() {}

    static List<FoundSystem> of(Path configuration, List<String> notes) {
        var info = ask(configuration);
        if (info.isMissing()) {
            notes.add(configuration + ": this host has no pgbackrest, so its stanzas were not looked for");
            return List.of();
        }
        var stanzas = info.json();
        if (stanzas.isEmpty()) {
            notes.add(configuration + ": pgbackrest info: " + info.failure());
        }
        var found = new ArrayList<FoundSystem>();
        stanzas.ifPresent(list -> list.forEach(stanza -> {
            if (stanza.path("name").asText().equals(NO_STANZA)) {
                notes.add("%s: pgbackrest cannot list its stanzas: %s; run init as a user who may read the repository"
                        .formatted(configuration, message(stanza)));
            } else {
                found.add(system(configuration, stanza));
            }
        }));
        return found;
    }

    private static String message(JsonNode stanza) {
        return stanza.path("repo").path(0).path("status").path("message").asText();
    }

    private static FoundSystem system(Path configuration, JsonNode stanza) {
        var name = stanza.path("name").asText();
        var keys = new LinkedHashMap<String, String>();
        keys.put("type", "pgbackrest");
        keys.put("stanza", name);
        keys.put("config", configuration.toString());
        var repositories = new TreeSet<Integer>();
        stanza.path("repo")
                .forEach(repository -> repositories.add(repository.path("key").asInt()));
        var found = FoundSystem.of(name, keys);
        if (repositories.size() > 1) {
            keys.put("repo", Integer.toString(repositories.pollFirst()));
            for (int other : repositories) {
                found = found.withCopy("repo" + other, "repo", Integer.toString(other));
            }
        }
        var backups = stanza.path("backup");
        return backups.isEmpty()
                ? found.noting("stanza " + name + " has no backup yet: "
                        + stanza.path("status").path("message").asText())
                : withDatabase(found, configuration, name, backups.path(backups.size() - 1));
    }

    /** The newest backup knows its databases; if it is only one besides those of every cluster, that one is meant. */
    private static FoundSystem withDatabase(FoundSystem found, Path configuration, String stanza, JsonNode newest) {
        var names = new TreeSet<String>();
        var set = "--set=" + newest.path("label").asText();
        var repository = "--repo=" + newest.path("database").path("repo-key").asInt(1);
        ask(configuration, "--stanza=" + stanza, set, repository).json().ifPresent(answer -> answer.findValues(
                        "database-ref")
                .forEach(list ->
                        list.forEach(database -> names.add(database.path("name").asText()))));
        names.removeAll(List.of("postgres", "template0", "template1"));
        if (names.size() == 1) {
            return found.withDatabase(names.first());
        }
        return names.isEmpty()
                ? found.withDatabase("postgres")
                : found.noting("stanza " + stanza + " has databases " + names);
    }

    private static ToolAnswer ask(Path configuration, String... options) {
        var line = new ArrayList<>(List.of("pgbackrest", "--config=" + configuration, "--output=json"));
        line.addAll(List.of(options));
        line.add("info");
        return ToolAnswer.of(line);
    }
}
