package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the suites: {@code Suites.read(Path.of("suites"))}. */
public final class Suites {
    private static final Schema SCHEMA = Schema.named("suite.schema.json");

    private Suites() {}

    /**
     * Every {@code *.yaml} of a directory, ordered by name.
     *
     * @throws ConfigurationMistake if there is none, or one has a mistake in it
     */
    public static List<Suite> read(Path directory) {
        var suites = new ArrayList<Suite>();
        for (var file : files(directory)) {
            suites.add(suite(file));
        }
        if (suites.isEmpty()) {
            throw new ConfigurationMistake(
                    directory.toString(), "there is no suite in it", "copy the shipped suites/*.yaml there");
        }
        return suites;
    }

    private static List<Path> files(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationMistake(
                    directory.toString(), "no such directory, or it cannot be read", "copy the shipped suites there");
        }
    }

    private static Suite suite(Path file) {
        var remedy = "copy the shipped one";
        var document = YamlDocument.read(file, remedy, remedy);
        document.throwAll(SCHEMA.mistakes(document));
        return new Suite(
                file.getFileName().toString().replaceFirst("\\.yaml$", ""),
                text(document, "/groups"),
                text(document, "/schedule"),
                calendar(document),
                text(document, "/description"));
    }

    private static Map<Integer, String> calendar(YamlDocument document) {
        var calendar = new HashMap<Integer, String>();
        for (var week : document.children(JsonPointer.compile("/calendar"))) {
            calendar.put(Integer.valueOf(week.last().getMatchingProperty()), document.text(week));
        }
        return calendar;
    }

    private static String text(YamlDocument document, String key) {
        return Objects.requireNonNullElse(document.text(JsonPointer.compile(key)), "");
    }
}
