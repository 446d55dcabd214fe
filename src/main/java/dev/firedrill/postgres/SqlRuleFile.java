package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.rules.RuleId;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file that holds a rule.
 *
 * @param shown the file as messages name it
 * @param name its name without {@code .sql}
 */
record SqlRuleFile(String shown, String name, String text) {
    static final String SUFFIX = ".sql";

    /** Rules of every restore; two of one id would mix their histories. */
    private static final Set<String> TAKEN = Set.of("restored", "rto", "rpo", "backup-age", "recovery-target");

    static SqlRuleFile of(Path base, Path file) {
        var shown = shown(base, file);
        return new SqlRuleFile(shown, nameOf(file), text(file, shown));
    }

    static String shown(Path base, Path file) {
        var whole = file.toAbsolutePath().normalize();
        return (whole.startsWith(base) ? base.relativize(whole) : whole).toString();
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.sql$", "");
    }

    /** The id that the rule in that file has, whatever else it says; never that of a check that every restore has. */
    static String idOf(Path file) {
        var id = RuleId.of(nameOf(file));
        return isTaken(id) ? id + SUFFIX : id;
    }

    private static boolean isTaken(String id) {
        return TAKEN.contains(id)
                || Stream.of(CatalogRule.values()).anyMatch(rule -> rule.id().equals(id));
    }

    private static String text(Path file, String shown) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationMistake(shown, "is not a file that can be read", "write one rule into a plain file");
        }
        try {
            return Files.readString(file).replaceFirst("^\uFEFF", "");
        } catch (CharacterCodingException e) {
            throw new ConfigurationMistake(shown, "cannot be read: it is not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            throw new ConfigurationMistake(
                    shown, "cannot be read: " + e, "let the user who runs Firedrill read it, or remove it");
        }
    }

    SqlRule rule() {
        if (isTaken(name)) {
            throw new ConfigurationMistake(
                    shown, "[" + name + "] is the name of a check that every restore has", "rename the file");
        }
        var header = SqlRuleHeader.of(shown, text);
        var query = SqlQuery.only(shown, text);
        return new SqlRule(
                shown,
                RuleId.of(name),
                header.title(name),
                header.because(),
                header.keys(),
                header.bounds(),
                header.cadences(),
                query.sql(),
                query.line());
    }
}
