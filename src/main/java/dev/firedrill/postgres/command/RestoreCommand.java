package dev.firedrill.postgres.command;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.tool.WrittenByTool;
import dev.firedrill.process.Tool;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line that restores a backup. Its placeholders become variables of the environment, in quotes where they stand
 * in none, so that no id can become a word of its own or a command.
 */
record RestoreCommand(String line, Path base) {
    /** By placeholder. */
    private static final Map<String, String> VARIABLES = Map.of(
            "{id}", "FIREDRILL_ID",
            "{directory}", "FIREDRILL_DIRECTORY",
            "{tablespaces}", "FIREDRILL_TABLESPACES",
            "{targetTime}", "FIREDRILL_TARGET_TIME");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?:id|directory|tablespaces|targetTime)}");

    /** @throws ConfigurationMistake if it does not say which backup it restores, or where to */
    static RestoreCommand of(BackupSource source) {
        var text = source.value(CommandCatalog.RESTORE).orElse("");
        for (var needed : new String[] {"{id}", "{directory}"}) {
            if (!text.contains(needed) && !text.contains("$" + VARIABLES.get(needed))) {
                throw new ConfigurationMistake(
                        source.place(),
                        "restore of the backup does not name " + needed,
                        "write " + needed + " where the tool expects it, such as"
                                + " restore: mytool restore {id} --into {directory}");
            }
        }
        return new RestoreCommand(filledIn(text, source.place()), source.base());
    }

    private static String filledIn(String text, String place) {
        var matcher = PLACEHOLDER.matcher(text);
        var line = new StringBuilder();
        while (matcher.find()) {
            var variable = "${" + VARIABLES.get(matcher.group()) + "}";
            char quote = openQuote(text.substring(0, matcher.start()));
            if (quote == '\'') {
                throw new ConfigurationMistake(
                        place,
                        "restore of the backup has " + matcher.group() + " between single quotes",
                        "write it without quotes: it is one word, whatever is in it");
            }
            matcher.appendReplacement(line, Matcher.quoteReplacement(quote == '"' ? variable : '"' + variable + '"'));
        }
        matcher.appendTail(line);
        return line.toString();
    }

    /** The quote that is open at the end of a text of the shell; a blank if none is. */
    private static char openQuote(String text) {
        char open = ' ';
        for (int i = 0; i < text.length(); i++) {
            char now = text.charAt(i);
            if (now == '\\' && open != '\'') {
                i++;
            } else if (now == open) {
                open = ' ';
            } else if (open == ' ' && (now == '"' || now == '\'')) {
                open = now;
            }
        }
        return open;
    }

    /** The tool, ready to restore that backup into the data directory of a restore. */
    Tool tool(Backup backup, RecoveryTarget target, Path directory) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("FIREDRILL_ID", backup.id());
        variables.put("FIREDRILL_DIRECTORY", WrittenByTool.of(directory).data().toString());
        variables.put(
                "FIREDRILL_TABLESPACES",
                directory.resolve(WrittenByTool.TABLESPACES).toString());
        variables.put(
                "FIREDRILL_TARGET_TIME",
                target instanceof RecoveryTarget.Time time ? time.instant().toString() : "");
        return Tool.of("sh", "-c", line).named("the restore command").in(base).withEnvironment(variables);
    }
}
