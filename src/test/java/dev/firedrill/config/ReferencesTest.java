package dev.firedrill.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No {@code ${NAME}} is taken literally: it is filled from the environment, or refused. */
class ReferencesTest {
    @TempDir
    Path directory;

    @Test
    void names_of_the_database_and_the_superuser_are_filled() {
        var shop = system("database: 'shop_${STAGE}', superuser: '${OWNER}'")
                .with(Map.of("STAGE", "live", "OWNER", "dba"))
                .read()
                .system("shop", "a test");

        assertThat(shop.database()).isEqualTo("shop_live");
        assertThat(shop.superuser()).isEqualTo("dba");
    }

    @Test
    void paths_of_rules_and_of_known_keys_are_filled() throws IOException {
        Files.createDirectory(directory.resolve("rules-live"));
        var known = "known: [{rule: r, keys: 'known/${STAGE}.csv', owner: dba, until: 2027-03-01, why: OPS-1}]";
        var shop = system("rules: 'rules-${STAGE}', " + known)
                .with(Map.of("STAGE", "live"))
                .read()
                .system("shop", "a test");

        assertThat(shop.rules()).isEqualTo(directory.resolve("rules-live"));
        assertThat(shop.known().get(0).keys()).isEqualTo(directory.resolve("known/live.csv"));
    }

    @ParameterizedTest
    @CsvSource({"database", "superuser", "rules"})
    void a_variable_that_is_not_set_is_named(String key) {
        system(key + ": '${NOBODY}'")
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.%s: the environment variable [NOBODY] is not set
                          Remedy: set it where Firedrill is started"""
                                .formatted(key));
    }

    @Test
    void a_reference_that_is_not_closed_is_refused() {
        system("database: '${STAGE'")
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.database: a reference is not closed or has a bad name
                          Remedy: write it as ${NAME}""");
    }

    @Test
    void a_directory_of_rules_that_is_not_there_is_named_as_it_was_filled() {
        system("rules: 'rules-${STAGE}'")
                .with(Map.of("STAGE", "live"))
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.rules: there is no directory [rules-live], so that no rule in it would run
                          Remedy: name a directory, counted from that of this file, or leave the key out""");
    }

    /** A query with the words of a reference in it would hold for any state of the data. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "verify: [\"select 1 from orders where stage <> '${STAGE}'\"] | verify[0] |"
                        + " select 1 from orders where stage <> '${STAGE}'",
                "baseline: {tables: ['orders_${STAGE}']} | baseline.tables[0] | orders_${STAGE}",
                "restores: {weekly: ['name:${STAGE}']} | restores.weekly[0] | name:${STAGE}",
                "rpo: {heartbeat: '${STAGE}.beat.at'} | rpo.heartbeat | ${STAGE}.beat.at",
            })
    void a_reference_where_none_is_filled_is_refused(String entry, String key, String shown) {
        system(entry.strip())
                .with(Map.of("STAGE", "live"))
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.%s: [%s] has a reference, which is not filled here
                          Remedy: write the value itself; a query that needs these characters goes into a file of rules:"""
                                .formatted(key.strip(), shown.strip()));
    }

    @Test
    void a_reason_may_speak_of_a_variable() {
        var why = "known: [{rule: r, keys: k.csv, owner: dba, until: 2027-03-01, why: 'until ${STAGE} is gone'}]";

        assertThat(system(why).read().system("shop", "a test").known().get(0).why())
                .isEqualTo("until ${STAGE} is gone");
    }

    private ConfigurationFile system(String entries) {
        return ConfigurationFile.of(
                directory, "systems: {shop: {engine: postgresql, backup: {type: sample}, %s}}".formatted(entries));
    }
}
