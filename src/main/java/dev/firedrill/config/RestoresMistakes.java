package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import dev.firedrill.backup.RecoveryTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Finds what a schema cannot say of restores and rules: copies and directories that are not there, the same twice. */
final class RestoresMistakes {
    private final YamlDocument document;
    private final Secrets secrets;
    private final Path base;
    private final Map<JsonPointer, ConfigurationMistake> found;

    /**
     * Adds to what was found before; the first mistake at a place stays.
     *
     * @param base the directory that relative paths count from
     */
    RestoresMistakes(YamlDocument document, Secrets secrets, Path base, Map<JsonPointer, ConfigurationMistake> found) {
        this.document = document;
        this.secrets = secrets;
        this.base = base;
        this.found = found;
    }

    void find() {
        for (var system : document.children(ConfigurationReader.SYSTEMS)) {
            rules(system.appendProperty("rules"));
            place(system.appendProperty("inventory"), system);
            for (var cadence : document.children(system.appendProperty("restores"))) {
                var names = new HashSet<String>();
                for (var restore : document.children(cadence)) {
                    restore(restore, system.appendProperty("copies"), names);
                    inventory(restore, system);
                }
            }
        }
    }

    private void restore(JsonPointer key, JsonPointer copies, HashSet<String> names) {
        if (!document.at(key).isTextual()) {
            return;
        }
        var name = ListedRestore.name(document.text(key));
        if (!names.add(name)) {
            add(key, "[" + name + "] is listed twice", "list each restore of a suite once: it is made once");
        }
        var copy = ListedRestore.of("", name, List.of()).copy();
        if (!copy.isEmpty() && !document.at(copies).has(copy)) {
            add(key, "there is no copy [" + copy + "]", "name a copy that is listed under copies:, or add it there");
        }
    }

    private void inventory(JsonPointer key, JsonPointer system) {
        var asked = document.at(key).isTextual() ? ListedRestore.name(document.text(key)) : "";
        if (ListedRestore.of("", asked, List.of()).at().equals(RecoveryTarget.INVENTORY)
                && document.at(system.appendProperty("inventory")).isMissingNode()
                && !"sample"
                        .equals(document.text(system.appendProperty("backup").appendProperty("type")))) {
            add(key, "the system names no inventory", "add inventory: FILE, and record it: firedrill inventory");
        }
    }

    private void place(JsonPointer key, JsonPointer system) {
        if (document.at(key).isTextual()
                && !found.containsKey(key)
                && ConfigurationReader.readsInventories(document, system)
                && secrets.resolve(document, key).contains("://")) {
            add(key, "[" + document.text(key) + "] is no file, and others are not read yet", "give a file");
        }
    }

    private void rules(JsonPointer key) {
        if (!document.at(key).isTextual() || found.containsKey(key)) {
            return;
        }
        var named = secrets.fill(document, key);
        if (!Files.isDirectory(base.resolve(named))) {
            add(
                    key,
                    "there is no directory [" + named + "], so that no rule in it would run",
                    "name a directory, counted from that of this file, or leave the key out");
        }
    }

    private void add(JsonPointer key, String problem, String remedy) {
        found.putIfAbsent(key, document.mistake(key, problem, remedy));
    }
}
