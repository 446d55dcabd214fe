package dev.firedrill.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What firedrill.yaml says of known offences and of usual counts. */
class KnownAndBaselineTest {
    @TempDir
    Path directory;

    @Test
    void known_offences_are_read_also_those_whose_day_is_over() throws IOException {
        var shop = read(
                """
                    known:
                      - {rule: r1, keys: known/r1.csv, owner: dba, until: 2020-01-01, why: "OPS-41: #5"}
                """);

        assertThat(shop.known())
                .containsExactly(new KnownOffence(
                        directory.resolve("firedrill.yaml") + ":6: systems.shop.known[0]",
                        "r1",
                        directory.resolve("known/r1.csv"),
                        "dba",
                        LocalDate.parse("2020-01-01"),
                        "OPS-41: #5"));
        assertThat(shop.known().get(0).isOver(LocalDate.parse("2020-01-01"))).isFalse();
        assertThat(shop.known().get(0).isOver(LocalDate.parse("2020-01-02"))).isTrue();
    }

    @Test
    void a_rule_that_is_known_twice_and_a_list_without_keys_are_refused() {
        ConfigurationFile.of(
                        directory,
                        """
                        systems:
                          shop:
                            engine: postgresql
                            backup: {type: sample}
                            known:
                              - {rule: r1, keys: a.csv, owner: dba, until: 2027-01-01, why: OPS-1}
                              - {rule: r1, keys: b.csv, owner: dba, until: 2027-01-01, why: OPS-2}
                              - {rule: r2, owner: dba, until: 2027-01-01, why: OPS-3}
                              - {rule: rpo, keys: c.csv, owner: dba, until: 2027-01-01, why: OPS-4}
                        """)
                .isRefusedWith(
                        """
                        3 mistakes in firedrill.yaml
                        firedrill.yaml:7: systems.shop.known[1].rule: rule [r1] is known twice, first in line 6
                          Remedy: put all its keys into one file
                        firedrill.yaml:8: systems.shop.known[2]: the key [keys] is missing
                          Remedy: add keys: the file that lists the keys of the known offenders
                        firedrill.yaml:9: systems.shop.known[3].rule: [rpo] counts no rows, so that none of them can be known
                          Remedy: name a rule that has offending rows; objectives are changed under objectives:""");
    }

    @Test
    void a_baseline_has_bounds_and_a_first_day() throws IOException {
        assertThat(read("").baseline()).isEqualTo(Baseline.USUAL);
        assertThat(read("    baseline: {tables: [orders, orders, shop.items]}\n")
                        .baseline())
                .isEqualTo(new Baseline(List.of("orders", "shop.items"), 0.2, 0.05, Optional.empty()));
        assertThat(read("    baseline: {growth: 150%, shrinkage: 0.5 %, since: 2026-11-01}\n")
                        .baseline())
                .isEqualTo(new Baseline(List.of(), 1.5, 0.005, Optional.of(LocalDate.parse("2026-11-01"))));
    }

    @Test
    void bounds_that_bound_nothing_are_refused() {
        ConfigurationFile.of(
                        directory,
                        """
                        systems:
                          shop:
                            engine: postgresql
                            backup: {type: sample}
                            baseline: {growth: 20, shrinkage: 100%, since: soon}
                        """)
                .isRefusedWith(
                        """
                        3 mistakes in firedrill.yaml
                        firedrill.yaml:5: systems.shop.baseline.growth: found the number [20]
                          Remedy: give a percentage such as 5% or 12.5%
                        firedrill.yaml:5: systems.shop.baseline.shrinkage: found [100%]
                          Remedy: give a percentage below 100 such as 5%
                        firedrill.yaml:5: systems.shop.baseline.since: found [soon]
                          Remedy: give the first day whose runs count, such as 2026-11-01""");
    }

    private ProtectedSystem read(String more) throws IOException {
        var yaml = "systems:\n  shop:\n    engine: postgresql\n    backup: {type: sample}\n" + more;
        return ConfigurationReader.read(Files.writeString(directory.resolve("firedrill.yaml"), yaml))
                .system("shop", "the test");
    }
}
