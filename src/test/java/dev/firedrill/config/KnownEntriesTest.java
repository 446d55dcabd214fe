package dev.firedrill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries come into a firedrill.yaml that a person laid out, and nothing else of it changes. */
class KnownEntriesTest {
    private static final LocalDate DAY = LocalDate.parse("2027-03-01");
    private static final String ENTRY =
            "{rule: r-1, keys: known/r-1.csv, owner: dba, until: 2027-03-01, why: \"OPS-41: \\\"#\\\"\"}";

    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("firedrill.yaml"), text);
    }

    private void becomes(String before, String after) throws IOException {
        var file = file(before);
        new KnownEntries(file, "shop").put("r-1", "known/r-1.csv", "dba", DAY, "OPS-41: \"#\"");
        assertThat(Files.readString(file)).isEqualTo(after);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void it_follows_the_last_key_of_a_system_and_comments_stay_where_they_were() throws IOException {
        becomes(
                """
                # ours
                systems:
                  shop:   # the shop 𝄞
                    engine: postgresql
                    backup:
                        type: sample   # shipped

                  # the next one
                  crm: {engine: postgresql, backup: {type: sample}}
                """,
                """
                # ours
                systems:
                  shop:   # the shop 𝄞
                    engine: postgresql
                    backup:
                        type: sample   # shipped
                    known:
                      - %s

                  # the next one
                  crm: {engine: postgresql, backup: {type: sample}}
                """
                        .formatted(ENTRY));
    }

    @Test
    void it_joins_a_list_in_either_style() throws IOException {
        becomes(
                """
                systems:
                  shop:
                    engine: postgresql
                    known:
                    - {rule: a, keys: a.csv, owner: dba, until: 2027-01-01, why: x}   # old
                    - rule: b
                      keys: b.csv
                      owner: dba
                      until: 2027-01-01
                      why: |
                        because
                    backup: {type: sample}
                """,
                """
                systems:
                  shop:
                    engine: postgresql
                    known:
                    - {rule: a, keys: a.csv, owner: dba, until: 2027-01-01, why: x}   # old
                    - rule: b
                      keys: b.csv
                      owner: dba
                      until: 2027-01-01
                      why: |
                        because
                    - %s
                    backup: {type: sample}
                """
                        .formatted(ENTRY));
        becomes(
                "systems:\n  shop: {engine: postgresql, known: [{rule: a}], backup: {type: sample}}\n",
                "systems:\n  shop: {engine: postgresql, known: [{rule: a}, " + ENTRY + "], backup: {type: sample}}\n");
        becomes(
                "systems: {shop: {engine: postgresql, known: [], }}",
                "systems: {shop: {engine: postgresql, known: [" + ENTRY + "], }}");
        becomes("systems: {shop: {engine: e, }}", "systems: {shop: {engine: e, known: [" + ENTRY + "]}}");
    }

    @Test
    void line_ends_and_a_missing_last_one_are_kept() throws IOException {
        becomes(
                "systems:\r\n  shop:\r\n    engine: postgresql",
                "systems:\r\n  shop:\r\n    engine: postgresql\r\n    known:\r\n      - " + ENTRY + "\r\n");
    }

    @Test
    void an_entry_of_the_same_rule_gets_other_values() throws IOException {
        becomes(
                """
                systems:
                  shop:
                    known: [{why: "old", rule: r-1, keys: 'known/r-1.csv', owner: ops , until: 2026-01-01}] # mind
                """,
                """
                systems:
                  shop:
                    known: [{why: "OPS-41: \\"#\\"", rule: r-1, keys: 'known/r-1.csv', owner: dba , until: 2027-03-01}] # mind
                """);
    }

    @Test
    void a_last_day_is_replaced_alone() throws IOException {
        var file = file("systems:\n  shop:\n    known:\n      - rule: r-1\n        until: 2027-03-01 # day\n");

        new KnownEntries(file, "shop").until("r-1", LocalDate.parse("2026-11-21"));

        assertThat(file)
                .hasContent("systems:\n  shop:\n    known:\n      - rule: r-1\n        until: 2026-11-21 # day\n");
    }

    @Test
    void what_is_laid_out_otherwise_is_left_alone_and_the_lines_are_told() throws IOException {
        var anchored =
                """
                systems:
                  crm: &same {engine: postgresql}
                  shop: *same
                """;
        var file = file(anchored);
        var entries = new KnownEntries(file, "shop");

        assertThatThrownBy(() -> entries.put("r-1", "known/r-1.csv", "dba", DAY, "OPS-41: \"#\""))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessage(
                        """
                        %s: is laid out in a way that is not edited by a program: it is as it was
                          Remedy: write this yourself, under systems: shop: known:
                            - %s"""
                                .formatted(file, ENTRY));
        assertThat(file).hasContent(anchored);
        file("systems:\n  shop:\n    engine: e\n    known:\n");
        assertThatThrownBy(() -> entries.put("r-1", "k", "dba", DAY, "x")).isInstanceOf(ConfigurationMistake.class);
        file("systems:\n  other: {}\n");
        assertThatThrownBy(() -> entries.put("r-1", "k", "dba", DAY, "x")).isInstanceOf(ConfigurationMistake.class);
    }

    @Test
    void mode_and_link_stay() throws IOException {
        var real = Files.writeString(
                Files.createDirectory(directory.resolve("real")).resolve("f.yaml"), "systems: {shop: {}}\n");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        var link = Files.createSymbolicLink(directory.resolve("firedrill.yaml"), real);

        new KnownEntries(link, "shop").put("yes", "a b.csv", "12", DAY, "ä");

        assertThat(link).isSymbolicLink();
        assertThat(real)
                .hasContent(
                        "systems: {shop: {known: [{rule: \"yes\", keys: \"a b.csv\", owner: \"12\", until: 2027-03-01, why: \"ä\"}]}}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
    }
}
