package dev.firedrill.config;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Durations, instants and days that cannot be read or are over. */
class WrongTimesTest {
    @TempDir
    Path directory;

    @Test
    void a_duration_that_cannot_be_read() {
        refused(
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    objectives:
                      rto: 15 minutes
                """,
                """
                firedrill.yaml:6: systems.shop.objectives.rto: found [15 minutes]
                  Remedy: give a duration such as 30s, 15m, 26h or 30d""");
    }

    @Test
    void a_duration_without_a_unit() {
        refused(
                """
                defaults: {objectives: {rpo: 900}}
                systems: {shop: {engine: postgresql, backup: {type: sample}}}
                """,
                """
                firedrill.yaml:1: defaults.objectives.rpo: found the number [900]
                  Remedy: give a duration such as 30s, 15m, 26h or 30d""");
    }

    @Test
    void a_deadline_of_zero() {
        refused(
                """
                defaults: {deadline: 0m}
                systems: {shop: {engine: postgresql, backup: {type: sample}}}
                """,
                """
                firedrill.yaml:1: defaults.deadline: found [0m]
                  Remedy: give a duration above zero such as 30s, 15m, 26h or 30d""");
    }

    @Test
    void an_instant_that_cannot_be_read() {
        refused(
                """
                defaults: {asOf: yesterday}
                systems: {shop: {engine: postgresql, backup: {type: sample}}}
                """,
                """
                firedrill.yaml:1: defaults.asOf: found [yesterday]
                  Remedy: give an instant such as 2026-11-22T03:14:00Z""");
    }

    @Test
    void a_leap_second() {
        refused(
                """
                defaults: {asOf: 2016-12-31T23:59:60Z}
                systems: {shop: {engine: postgresql, backup: {type: sample}}}
                """,
                """
                firedrill.yaml:1: defaults.asOf: found [2016-12-31T23:59:60Z]
                  Remedy: give an instant such as 2026-11-22T03:14:00Z""");
    }

    @Test
    void out_of_scope_until_a_day_that_is_over() {
        refused(
                """
                systems:
                  reports: {outOfScope: rebuilt, owner: data, until: 2026-11-21}
                """,
                """
                firedrill.yaml:2: systems.reports.until: the day 2026-11-21 is over
                  Remedy: test it again, or decide anew until when not to""");
    }

    @Test
    void out_of_scope_until_a_day_that_does_not_exist() {
        refused(
                """
                systems:
                  reports: {outOfScope: rebuilt, owner: data, until: 2027-02-30}
                """,
                """
                firedrill.yaml:2: systems.reports.until: found [2027-02-30]
                  Remedy: give the last day it holds, such as 2027-06-30""");
    }

    @Test
    void a_day_below_a_key_that_does_not_belong_there() {
        refused(
                """
                systems:
                  reports:
                    outOfScope: rebuilt
                    owner: data
                    until: 2027-06-30
                    known:
                      - {until: soon}
                """,
                """
                2 mistakes in firedrill.yaml
                firedrill.yaml:6: systems.reports.known: unknown key [known]; known here: outOfScope, owner, until
                  Remedy: remove it
                firedrill.yaml:7: systems.reports.known[0].until: found [soon]
                  Remedy: give the last day it holds, such as 2027-06-30""");
    }

    @Test
    void the_last_day_of_a_known_offence() {
        refused(
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    known:
                      - {rule: r1, keys: k.csv, owner: dba, until: next year, why: OPS-1}
                      - {rule: r2, keys: k.csv, owner: dba, until: 2027-02-30, why: OPS-2}
                      - {rule: r3, keys: k.csv, owner: dba, why: OPS-3}
                """,
                """
                3 mistakes in firedrill.yaml
                firedrill.yaml:6: systems.shop.known[0].until: found [next year]
                  Remedy: give the last day it holds, such as 2027-06-30
                firedrill.yaml:7: systems.shop.known[1].until: found [2027-02-30]
                  Remedy: give the last day it holds, such as 2027-06-30
                firedrill.yaml:8: systems.shop.known[2]: the key [until] is missing
                  Remedy: add until: the last day it holds, such as 2027-06-30""");
    }

    private void refused(String yaml, String message) {
        ConfigurationFile.of(directory, yaml).isRefusedWith(message);
    }
}
