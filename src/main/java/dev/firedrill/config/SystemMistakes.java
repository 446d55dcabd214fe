package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;

/** Finds what a schema cannot say: secrets that are missing or literal, dates that are over. */
final class SystemMistakes {
    private static final String LAST_DAY = "give the last day it holds, such as 2027-06-30";

    private final YamlDocument document;
    private final Secrets secrets;
    private final LocalDate today;
    private final Map<JsonPointer, ConfigurationMistake> found;

    /** Adds to what was found before; the first mistake at a place stays. */
    SystemMistakes(
            YamlDocument document, Secrets secrets, LocalDate today, Map<JsonPointer, ConfigurationMistake> found) {
        this.document = document;
        this.secrets = secrets;
        this.today = today;
        this.found = found;
    }

    void find() {
        asOf(ConfigurationReader.DEFAULTS);
        secret(ConfigurationReader.DEFAULTS.appendProperty("workdir"));
        secret(ConfigurationReader.DEFAULTS.appendProperty("binaries"));
        for (var at : children(ConfigurationReader.SYSTEMS)) {
            asOf(at);
            until(at);
            secret(at.appendProperty("binaries"));
            secret(at.appendProperty("inventory"));
            children(at.appendProperty("known")).forEach(this::day);
            children(at.appendProperty("backup")).forEach(this::secret);
            children(at.appendProperty("place")).forEach(this::secret);
            for (var copy : children(at.appendProperty("copies"))) {
                children(copy).forEach(this::secret);
            }
        }
    }

    private Iterable<JsonPointer> children(JsonPointer at) {
        return document.children(at);
    }

    private void secret(JsonPointer key) {
        var value = document.at(key);
        if (value.isValueNode() && !value.isNull()) {
            try {
                secrets.resolve(document, key);
            } catch (ConfigurationMistake mistake) {
                found.putIfAbsent(key, mistake);
            }
        }
    }

    private void asOf(JsonPointer at) {
        var key = at.appendProperty("asOf");
        if (document.at(key).isTextual()) {
            try {
                OffsetDateTime.parse(document.text(key));
            } catch (DateTimeException e) {
                add(key, "found " + document.shown(key), "give an instant such as 2026-11-22T03:14:00Z");
            }
        }
    }

    private void until(JsonPointer at) {
        var key = at.appendProperty("until");
        if (!document.at(key).isTextual()) {
            return;
        }
        try {
            if (LocalDate.parse(document.text(key)).isBefore(today)) {
                var problem = "the day " + document.text(key) + " is over";
                add(key, problem, "test it again, or decide anew until when not to");
            }
        } catch (DateTimeException e) {
            add(key, "found " + document.shown(key), LAST_DAY);
        }
    }

    /** One that is over is no mistake here: the rule fails again, and says so. */
    private void day(JsonPointer at) {
        var key = at.appendProperty("until");
        try {
            if (document.at(key).isTextual()) {
                LocalDate.parse(document.text(key));
            }
        } catch (DateTimeException e) {
            add(key, "found " + document.shown(key), LAST_DAY);
        }
    }

    private void add(JsonPointer key, String problem, String remedy) {
        found.putIfAbsent(key, document.mistake(key, problem, remedy));
    }
}
