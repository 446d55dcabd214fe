package dev.firedrill.cli;

import dev.firedrill.cli.init.FoundSystem;
import dev.firedrill.config.ConfigurationMistake;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** One system, as a person describes it with options. */
final class DescribedSystem {
    @Option(names = "--system", paramLabel = "NAME", required = true, description = "its name")
    private String name;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            required = true,
            description = "the type of its backups, as README lists them")
    private String type;

    @Option(names = "--key", paramLabel = "KEY=VALUE", description = "a key of backup:, such as stanza=main")
    private List<String> keys = List.of();

    @Option(names = "--database", paramLabel = "NAME", description = "the database that checks look at")
    private String database = "";

    FoundSystem system() {
        var backup = new LinkedHashMap<String, String>();
        backup.put("type", type);
        for (var key : keys) {
            int equals = key.indexOf('=');
            if (equals < 1) {
                throw new ConfigurationMistake("--key " + key, "has no value", "write --key stanza=main");
            }
            backup.put(key.substring(0, equals), key.substring(equals + 1));
        }
        return new FoundSystem(name, database, backup, Map.of(), List.of());
    }
}
