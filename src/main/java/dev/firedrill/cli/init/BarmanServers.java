package dev.firedrill.cli.init;

import dev.firedrill.cli.ToolAnswer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The servers that {@code barman list-servers} lists for a configuration of its own. */
final class BarmanServers {
    private BarmanServers() {}

    static List<FoundSystem> of(Path configuration, List<String> notes) {
        var answer = ToolAnswer.of(List.of("barman", "-c", configuration.toString(), "-f", "json", "list-servers"));
        if (answer.isMissing()) {
            notes.add(configuration + ": this host has no barman, so its servers were not looked for");
            return List.of();
        }
        var servers = answer.json();
        if (servers.isEmpty()) {
            notes.add(configuration + ": barman list-servers: " + answer.failure());
            return List.of();
        }
        var found = new ArrayList<FoundSystem>();
        servers.get().fieldNames().forEachRemaining(name -> {
            // What begins so is a message.
            if (!name.startsWith("_")) {
                found.add(system(configuration, name));
            }
        });
        return found;
    }

    private static FoundSystem system(Path configuration, String name) {
        var keys = new LinkedHashMap<String, String>();
        keys.put("type", "barman");
        keys.put("server", name);
        keys.put("config", configuration.toString());
        return FoundSystem.of(name, keys);
    }
}
