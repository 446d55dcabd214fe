package dev.firedrill.config;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of the wrong type or in the wrong form. */
class WrongValuesTest {
    @TempDir
    Path directory;

    @Test
    void a_file_that_is_a_list() {
        refused(
                """
                - shop
                """,
                """
                firedrill.yaml:1: found a list
                  Remedy: give the key systems, and defaults where they are wanted""");
    }

    @Test
    void a_word_that_is_none_of_the_known_ones() {
        refused(
                """
                defaults: {samples: all, instances: test}
                systems: {shop: {engine: postgresql, backup: {type: sample}}}
                """,
                """
                2 mistakes in firedrill.yaml
                firedrill.yaml:1: defaults.instances: found [test]
                  Remedy: give class or run: how long one restored instance serves
                firedrill.yaml:1: defaults.samples: found [all]
                  Remedy: give keys, hashed or none: how keys of offending rows are shown""");
    }

    @Test
    void a_text_where_a_list_belongs() {
        refused(
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    verify: select 1
                """,
                """
                firedrill.yaml:5: systems.shop.verify: found [select 1]
                  Remedy: give a list of queries that must return a row, such as ["select 1 from orders limit 1"]""");
    }

    @Test
    void a_number_where_a_text_belongs() {
        refused(
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    database: 5
                """,
                """
                firedrill.yaml:5: systems.shop.database: found the number [5]
                  Remedy: give the name of the database that checks look at""");
    }

    @Test
    void a_list_among_the_keys_of_a_backup() {
        refused(
                """
                systems:
                  shop:
                    engine: postgresql
                    backup:
                      type: sample
                      hosts: [a, b]
                """,
                """
                firedrill.yaml:6: systems.shop.backup.hosts: found a list
                  Remedy: give one text, number or true/false""");
    }

    @Test
    void a_restore_that_cannot_be_read() {
        refused(
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    restores: {weekly: [latest, random], yearly: [latest]}
                """,
                """
                2 mistakes in firedrill.yaml
                firedrill.yaml:5: systems.shop.restores.weekly[1]: found [random]
                  Remedy: give latest, 'random 30d', '1h ago', 'copy NAME', an instant, name:POINT, lsn:0/3000060 or inventory
                firedrill.yaml:5: systems.shop.restores.yearly: unknown key [yearly]; known here: daily, weekly, monthly, quarterly
                  Remedy: remove it""");
    }

    @Test
    void a_restore_of_a_copy_that_is_not_there() {
        refused(
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    copies: {dr: {}}
                    restores: {weekly: [copy rd]}
                """,
                """
                firedrill.yaml:6: systems.shop.restores.weekly[0]: there is no copy [rd]
                  Remedy: name a copy that is listed under copies:, or add it there""");
    }

    @Test
    void a_key_with_signs_that_paths_escape() {
        refused(
                """
                systems:
                  shop: {engine: postgresql, backup: {type: sample, "a/b\t~c": }}
                """,
                """
                firedrill.yaml:2: systems.shop.backup.a/b\t~c: found nothing
                  Remedy: give one text, number or true/false""");
    }

    @Test
    void a_long_value_is_cut() {
        refused(
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    samples: allallallallallallallallallallallallallallallallallallallallallallallallallallallallallall
                """,
                """
                firedrill.yaml:5: systems.shop.samples: found [allallallallallallallallallallallallallallallallallallallallallallallallallallal...]
                  Remedy: give keys, hashed or none: how keys of offending rows are shown""");
    }

    @Test
    void a_secret_in_the_wrong_place_is_not_shown() {
        refused(
                """
                systems:
                  password: hunter2
                """,
                """
                firedrill.yaml:2: systems.password: found a value that is not shown
                  Remedy: give a map of keys, such as {engine: postgresql, backup: {type: sample}}""");
    }

    @Test
    void several_mistakes_come_in_one_message_by_line() {
        refused(
                """
                defaults: {platfrom: local}
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: base-backup, password: hunter2}
                    objectives: {rto: soon}
                  wiki: {engine: postgresql}
                """,
                """
                4 mistakes in firedrill.yaml
                firedrill.yaml:1: defaults.platfrom: unknown key [platfrom]; known here: platform, workdir, objectives, samples, deadline, instances, asOf, binaries
                  Remedy: write platform, or remove it
                firedrill.yaml:5: systems.shop.backup.password: a secret is written into the file
                  Remedy: give a reference: ${NAME}, file:/path or secretsmanager:NAME
                firedrill.yaml:6: systems.shop.objectives.rto: found [soon]
                  Remedy: give a duration such as 30s, 15m, 26h or 30d
                firedrill.yaml:7: systems.wiki: the key [backup] is missing
                  Remedy: add backup: a map with the type and the backup tool's own keys, such as {type: base-backup, directory: /backup/crm}""");
    }

    private void refused(String yaml, String message) {
        ConfigurationFile.of(directory, yaml).isRefusedWith(message);
    }
}
