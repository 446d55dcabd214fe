package dev.firedrill.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.firedrill.config.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which queries are noted, so that a rule can be frozen, and of which rules. */
class OffenceQueriesTest {
    @TempDir
    Path state;

    private KnownOffences known;

    @BeforeEach
    void a_system_of_which_one_rule_is_known() throws IOException {
        Files.writeString(state.resolve("orders.csv"), "id\n1\n");
        var file = Files.writeString(
                state.resolve("firedrill.yaml"),
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    known: [{rule: listed, keys: orders.csv, owner: dba, until: 2027-03-01, why: OPS-41}]
                """);
        var shop = ConfigurationReader.read(file).system("shop", "test");
        known = KnownOffences.of(shop, LocalDate.parse("2026-12-01")).noting(state);
    }

    private static Finding counted(long offences) {
        var rows = offences == 0 ? List.<Offender>of() : List.of(new Offender(List.of("1"), new Sample("1", "")));
        return Finding.ofOffences(offences, Bounds.NONE_ALLOWED)
                .found(offences + " do")
                .offending(new Offending("SELECT id", 1, limit -> new OffendingRows(List.of("id"), rows)));
    }

    @Test
    void those_of_rules_that_offend_or_are_listed_are_found_again() throws Exception {
        known.judge("holds", counted(0), Samples.KEYS);
        known.judge("broken", counted(1), Samples.KEYS);
        known.judge("keyless", Finding.ofOffences(1, Bounds.NONE_ALLOWED), Samples.KEYS);
        assertThat(known.judge("listed", counted(0), Samples.KEYS).found)
                .isEqualTo("it holds: none of the 1 that are known (owner dba, until 2027-03-01: OPS-41) offends");

        var queries = OffenceQueries.in(state);
        assertThat(queries.rules("shop")).containsExactly("broken", "listed");
        assertThat(queries.rules("crm")).isEmpty();
        assertThat(queries.find("shop", "broken")).contains(new OffenceQueries.Noted("shop", "broken", "SELECT id", 1));
        assertThat(queries.find("shop", "holds")).isEmpty();
        assertThat(queries.find("crm", "broken")).isEmpty();
    }

    @Test
    void a_file_that_tells_of_another_rule_or_of_none_is_passed_over() throws Exception {
        known.judge("broken", counted(1), Samples.KEYS);
        known.judge("other", counted(1), Samples.KEYS);
        var noted = state.resolve("offences");
        Files.copy(named(noted, "other"), named(noted, "broken"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(noted.resolve("garbled.json"), "{");

        var queries = OffenceQueries.in(state);
        assertThat(queries.find("shop", "broken")).isEmpty();
        assertThat(queries.rules("shop")).containsExactly("other", "other");
        assertThat(OffenceQueries.in(state.resolve("nowhere")).rules("shop")).isEmpty();
    }

    private static Path named(Path directory, String rule) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(Digests.ofText("shop\n" + rule)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void that_it_cannot_be_noted_changes_no_verdict() throws IOException {
        Files.writeString(state.resolve("offences"), "a file where the directory should be");

        assertThatCode(() -> known.judge("broken", counted(1), Samples.KEYS)).doesNotThrowAnyException();
    }
}
