package dev.firedrill.cli;

import dev.firedrill.cli.init.BackupSearch;
import dev.firedrill.cli.init.FoundSystem;
import dev.firedrill.config.ConfigurationMistake;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets a person choose among the backups that were found, and name them. */
record Choice(Questions questions) {
    List<FoundSystem> among(BackupSearch search) {
        var found = search.systems();
        if (found.isEmpty()) {
            var place = questions.ask("No backups were found. In which directory do they lie? (Enter: none)", "");
            found = place.isEmpty() ? found : search.in(List.of(Path.of(place))).systems();
        }
        search.notes().forEach(note -> questions.say("Note: " + note));
        if (found.isEmpty()) {
            throw new ConfigurationMistake(
                    "firedrill init",
                    "no backups were found",
                    "describe a system with --system, --type and --key, or give --sample");
        }
        questions.say("Found:");
        for (int i = 0; i < found.size(); i++) {
            questions.say("  %d  %s  (%s)"
                    .formatted(i + 1, found.get(i).name(), found.get(i).describe()));
        }
        return chosen(found, questions.ask("Which of them, as numbers with blanks between?", "all"));
    }

    private List<FoundSystem> chosen(List<FoundSystem> found, String answer) {
        var chosen = new ArrayList<FoundSystem>();
        for (int i = 0; i < found.size(); i++) {
            if (answer.equals("all") || List.of(answer.split("[ ,]+")).contains(Integer.toString(i + 1))) {
                chosen.add(named(found.get(i)));
            }
        }
        if (chosen.isEmpty()) {
            throw new ConfigurationMistake(
                    "firedrill init", "[" + answer + "] chooses none of them", "answer all, or numbers such as 1 3");
        }
        return chosen;
    }

    private FoundSystem named(FoundSystem system) {
        system.notes().forEach(note -> questions.say("Note: " + note));
        var name = questions.ask("A name for " + system.describe(), system.name());
        var database = questions.ask(
                "The database that checks look at", system.database().isEmpty() ? name : system.database());
        return system.named(name).withDatabase(database);
    }
}
