package dev.firedrill.config;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are missing, unknown, or in the wrong place. */
class UnknownAndMissingKeysTest {
    @TempDir
    Path directory;

    @Test
    void systems_are_missing() {
        refused(
                """
                defaults: {platform: local}
                """,
                """
                firedrill.yaml:1: the key [systems] is missing
                  Remedy: add systems: at least one system, such as shop: {engine: postgresql, backup: {type: sample}}""");
    }

    @Test
    void systems_is_empty() {
        refused(
                """
                systems: {}
                """,
                """
                firedrill.yaml:1: systems: found an empty map
                  Remedy: give at least one system, such as shop: {engine: postgresql, backup: {type: sample}}""");
    }

    @Test
    void systems_is_nothing() {
        refused(
                """
                systems:
                """,
                """
                firedrill.yaml:1: systems: found nothing
                  Remedy: give at least one system, such as shop: {engine: postgresql, backup: {type: sample}}""");
    }

    @Test
    void a_system_without_a_value() {
        refused(
                """
                systems:
                  shop:
                  till: {engine: postgresql, backup: {type: sample}}
                """,
                """
                firedrill.yaml:2: systems.shop: found nothing
                  Remedy: give a map of keys, such as {engine: postgresql, backup: {type: sample}}""");
    }

    @Test
    void a_system_without_engine_and_backup() {
        refused(
                """
                systems:
                  shop: {database: shop}
                """,
                """
                2 mistakes in firedrill.yaml
                firedrill.yaml:2: systems.shop: the key [backup] is missing
                  Remedy: add backup: a map with the type and the backup tool's own keys, such as {type: base-backup, directory: /backup/crm}
                firedrill.yaml:2: systems.shop: the key [engine] is missing
                  Remedy: add engine: the engine that reads the backups, such as postgresql""");
    }

    @Test
    void a_backup_without_a_type() {
        refused(
                """
                systems:
                  shop: {engine: postgresql, backup: {directory: /b}}
                """,
                """
                firedrill.yaml:2: systems.shop.backup: the key [type] is missing
                  Remedy: add type: the kind of backup, such as sample or base-backup""");
    }

    @Test
    void an_unknown_key_near_a_known_one() {
        refused(
                """
                systems:
                  shop:
                    objectives:
                      backpuAge: 1h
                    engine: postgresql
                    backup: {type: sample}
                """,
                """
                firedrill.yaml:4: systems.shop.objectives.backpuAge: unknown key [backpuAge]; known here: rto, rpo, backupAge
                  Remedy: write backupAge, or remove it""");
    }

    @Test
    void an_unknown_key_near_none() {
        refused(
                """
                systems:
                  shop: {engine: postgresql, backup: {type: sample}}
                version: 3
                """,
                """
                firedrill.yaml:3: version: unknown key [version]; known here: defaults, systems
                  Remedy: remove it""");
    }

    @Test
    void a_merge_key() {
        refused(
                """
                systems:
                  a: {outOfScope: rebuilt, owner: data, until: &end 2027-01-01}
                  b:
                    <<: {owner: data}
                    outOfScope: rebuilt
                    owner: data
                    until: *end
                """,
                """
                firedrill.yaml:4: systems.b.<<: unknown key [<<]; known here: outOfScope, owner, until
                  Remedy: remove it""");
    }

    @Test
    void a_key_beside_out_of_scope() {
        refused(
                """
                systems:
                  reports: {outOfScope: rebuilt, owner: data, until: 2027-06-30, engine: postgresql}
                """,
                """
                firedrill.yaml:2: systems.reports.engine: unknown key [engine]; known here: outOfScope, owner, until
                  Remedy: remove it""");
    }

    @Test
    void out_of_scope_without_owner_and_expiry() {
        refused(
                """
                systems:
                  reports: {outOfScope: rebuilt}
                """,
                """
                2 mistakes in firedrill.yaml
                firedrill.yaml:2: systems.reports: the key [owner] is missing
                  Remedy: add owner: who answers for it: a person or a team
                firedrill.yaml:2: systems.reports: the key [until] is missing
                  Remedy: add until: the last day it holds, such as 2027-06-30""");
    }

    @Test
    void a_system_with_a_bad_name() {
        refused(
                """
                systems:
                  "my shop": {engine: postgresql, backup: {type: sample}}
                """,
                """
                firedrill.yaml:2: systems.my shop: the name [my shop] cannot be used
                  Remedy: give a name of letters, digits, '.', '_' and '-' that begins with a letter or digit""");
    }

    @Test
    void two_ways_to_measure_loss() {
        refused(
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    rpo: {measure: commits, heartbeat: ops.beat.at}
                """,
                """
                firedrill.yaml:5: systems.shop.rpo: found a map
                  Remedy: give how loss is measured: {measure: commits} or {heartbeat: TABLE.COLUMN}""");
    }

    private void refused(String yaml, String message) {
        ConfigurationFile.of(directory, yaml).isRefusedWith(message);
    }
}
