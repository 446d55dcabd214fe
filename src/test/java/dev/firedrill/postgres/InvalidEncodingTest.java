package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.rules.KnownOffences;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is not of the encoding of its database, as old versions and changed encodings leave it behind. */
@ExtendWith(RulesCluster.class)
class InvalidEncodingTest {
    private static final String ENCODING =
            "UPDATE pg_database SET encoding = pg_char_to_encoding('%s') WHERE datname = current_database()";

    @TempDir
    private Path directory;

    private RulesDatabase shop;

    @BeforeEach
    void names_with_bytes_that_are_no_text(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE places (name text PRIMARY KEY)",
                "CREATE TABLE people (name text PRIMARY KEY, place text REFERENCES places)",
                "INSERT INTO people VALUES ('fine', NULL)");
    }

    private void plant(String bytes) {
        shop.plant(ENCODING.formatted("SQL_ASCII"));
        shop.plant(
                "SET session_replication_role = replica",
                "DELETE FROM people WHERE name <> 'fine'",
                "INSERT INTO people VALUES (convert_from('%1$s'::bytea, 'SQL_ASCII'), convert_from('%1$s'::bytea, 'SQL_ASCII'))"
                        .formatted(bytes),
                ENCODING.formatted("UTF8"));
    }

    private void sql(String text) throws IOException {
        var file = Files.writeString(directory.resolve("rule.sql"), text);
        assertThat(shop).returnsNoRows(SqlRule.read(directory, file));
    }

    /** A byte that begins no character, and a character that is cut off. */
    @ParameterizedTest
    @ValueSource(strings = {"\\x61ff62", "\\x61e2"})
    void rows_are_judged_by_their_bytes_whether_they_can_be_shown_or_not(String bytes) throws IOException {
        plant(bytes);

        assertThatThrownBy(
                        () -> assertThat(shop).table("people").column("place").references("places", "name"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 of 2 rows name 1 key of places that is missing; allowed: 0.");
        assertThatThrownBy(() -> assertThat(shop).keeps(CatalogRule.FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("people_place_fkey of people: 1 of 2 rows");
        assertThatThrownBy(() -> assertThat(shop).table("people").hasNoRowsWhere("name <> 'fine'"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 of 2 rows are like that");
        assertThatThrownBy(() -> sql("select name from people where name <> 'fine'"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 row was returned");
        assertThat(shop)
                .table("people")
                .hasValidPrimaryKey()
                .column("name")
                .isUnique()
                .hasNoNulls();
        assertThat(shop).table("people").hasRowCountBetween(2, 2);
    }

    @Test
    void one_that_is_known_excuses_no_other_that_looks_like_it() throws IOException {
        plant("\\x61ff62");
        Files.writeString(directory.resolve("people.csv"), "name\na\uFFFDb\n");
        var file = Files.writeString(
                directory.resolve("firedrill.yaml"),
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    known: [{rule: rule, keys: people.csv, owner: dba, until: 2099-03-01, why: OPS-41}]
                """);
        shop.known = KnownOffences.of(ConfigurationReader.read(file).system("shop", "test"));

        assertThatThrownBy(() -> sql("select name from people where name <> 'fine'"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("a key is no text in the encoding of the database, and looks like others");
    }
}
