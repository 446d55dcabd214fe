package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import java.nio.file.Path;

/**
 * A file that should hold a rule: the rule, or what is wrong with the file. One that is not in order must not keep the
 * others from running: it is a rule that cannot be told.
 *
 * @param id the id that the rule has, whatever else the file says
 * @param file the file, as messages name it
 * @param rule null if there is a mistake
 * @param mistake null if there is none
 */
public record SqlRuleOrMistake(String id, String file, SqlRule rule, ConfigurationMistake mistake) {
    static SqlRuleOrMistake read(Path base, Path file) {
        var id = SqlRuleFile.idOf(file);
        try {
            var rule = SqlRule.read(base, file);
            return new SqlRuleOrMistake(id, rule.file(), rule, null);
        } catch (ConfigurationMistake e) {
            return new SqlRuleOrMistake(id, SqlRuleFile.shown(base, file), null, e);
        }
    }

    /** Whether it can be run. */
    public boolean isRule() {
        return rule != null;
    }
}
