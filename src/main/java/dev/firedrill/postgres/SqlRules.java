package dev.firedrill.postgres;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The rules that a system has as SQL files. A file that would not run is refused: it would be believed in. */
public final class SqlRules {
    private SqlRules() {}

    /**
     * The rules of a system, ordered by their names; none if it has no such directory.
     *
     * @throws ConfigurationMistake if one is not in order, or if something lies there that looks like a rule and is none
     */
    public static List<SqlRule> of(ProtectedSystem system) {
        return found(system).stream().map(SqlRules::orThrow).toList();
    }

    private static SqlRule orThrow(SqlRuleOrMistake found) {
        if (!found.isRule()) {
            throw found.mistake();
        }
        return found.rule();
    }

    /**
     * The same, but a file that is not in order keeps no other from running.
     *
     * @throws ConfigurationMistake if something lies there that looks like a rule and is none
     */
    public static List<SqlRuleOrMistake> found(ProtectedSystem system) {
        var base = system.backup().base();
        var rules = new ArrayList<SqlRuleOrMistake>();
        if (Files.exists(system.rules(), LinkOption.NOFOLLOW_LINKS)) {
            for (var file : files(system.rules())) {
                if (isRule(file)) {
                    rules.add(SqlRuleOrMistake.read(base, file));
                } else {
                    requireNoRule(file);
                }
            }
        }
        return rules;
    }

    /**
     * Sees that each directory beside the configuration's {@code suites/rules} is some system's.
     *
     * @throws ConfigurationMistake if one is not: its rules would never run
     */
    public static void requireOwners(Configuration configuration) {
        var rules = configuration.state().resolveSibling("suites").resolve("rules");
        if (!Files.isDirectory(rules)) {
            return;
        }
        var owned = configuration.systems().values().stream()
                .map(ProtectedSystem::rules)
                .collect(Collectors.toSet());
        configuration.outOfScope().forEach(system -> owned.add(rules.resolve(system.name())));
        for (var entry : files(rules)) {
            if (!owned.contains(entry) && holdsRule(entry)) {
                throw new ConfigurationMistake(
                        entry.toString(),
                        "belongs to no system of " + configuration.file() + ", so that it would never run",
                        "move it into " + rules.resolve("SYSTEM") + "; systems are "
                                + configuration.systems().keySet());
            }
        }
    }

    private static List<Path> files(Path directory) {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new ConfigurationMistake(
                    directory.toString(), "cannot be read: " + e, "let the user who runs Firedrill read it");
        }
    }

    private static boolean isRule(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(SqlRuleFile.SUFFIX) && !name.startsWith(".");
    }

    private static void requireNoRule(Path file) {
        if (holdsRule(file)) {
            throw new ConfigurationMistake(
                    file.toString(),
                    "looks like a rule, but would never run",
                    "name it NAME.sql and put it right into the directory of rules, or move it out of there");
        }
    }

    private static boolean holdsRule(Path file) {
        if (Files.isDirectory(file)) {
            return files(file).stream().anyMatch(SqlRules::holdsRule);
        }
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".md") || name.startsWith("readme")) {
            return false;
        }
        return name.contains(SqlRuleFile.SUFFIX) || beginsLikeQuery(file);
    }

    private static boolean beginsLikeQuery(Path file) {
        try {
            return SqlQuery.beginsIn(Files.readString(file));
        } catch (IOException e) {
            return false;
        }
    }
}
