package dev.firedrill.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreComplaintsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_restore: error: could not read from input file: end of file",
                "pg_restore: error: could not uncompress data: invalid distance too far back",
                "pg_restore: error: could not execute query: ERROR:  relation \"public.x\" does not exist",
                "psql: line 7: ERROR:  duplicate key value violates unique constraint \"a\"",
                "psql: line 7: ERROR:  syntax error at or near \"selct\""
            })
    void what_the_content_is_refused_for_is_the_backups_fault(String line) {
        assertThat(failure(line)).isInstanceOf(BackupUnusable.class).hasMessageContaining(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_restore: error: could not execute query: ERROR:  extension \"postgis\" is not available",
                "pg_restore: error: unsupported version (1.16) in file header",
                "pg_restore: error: could not execute query: ERROR:  invalid locale name: \"xx\"",
                "pg_restore: error: this build does not support compression with LZ4",
                "psql: line 7: ERROR:  could not extend file \"base/1\": No space left on device",
                "psql: line 7: ERROR:  unrecognized configuration parameter \"transaction_timeout\"",
                "psql: line 7: ERROR:  role \"joe\" does not exist",
                "psql: error: connection to server on socket \"x\" failed: No such file or directory",
                "psql: error: server closed the connection unexpectedly",
                "invalid command \\restrict"
            })
    void what_this_host_lacks_is_nobodys_fault(String line) {
        assertThat(failure(line)).isInstanceOf(Inconclusive.class).hasMessageContaining(line);
    }

    @Test
    void a_psql_that_cannot_be_restricted_is_to_be_updated() {
        assertThat(failure("invalid command \\restrict")).hasMessageContaining("Remedy: update PostgreSQL's programs");
    }

    @Test
    void nothing_said_is_no_proof() {
        assertThat(failure("NOTICE:  hello")).isInstanceOf(Inconclusive.class).hasMessageContaining("nothing says why");
    }

    @Test
    void neither_rows_nor_passwords_are_repeated() {
        var complaints = new RestoreComplaints(true);
        complaints.hear(
                "pg_restore: error: COPY failed for table \"cards\": ERROR:  invalid input syntax for type integer");
        complaints.hear("CONTEXT:  COPY cards, line 3: \"4711\t4929-1234\"");
        complaints.hear("DETAIL:  Failing row contains (4711, 4929-1234).");
        complaints.hear("pg_restore: error: could not execute query: ERROR:  role \"x\" already exists");
        complaints.hear("Command was: CREATE USER MAPPING FOR x SERVER y OPTIONS (password '4929-1234');");
        complaints.hear("Command was: ALTER TABLE ONLY public.cards");
        complaints.hear("LINE 1: ALTER ROLE x PASSWORD '4929-1234'");
        assertThat(complaints.failure("loading", ""))
                .hasMessageContainingAll("at row 3 of the data of cards", "executing: ALTER TABLE ONLY public.cards")
                .hasMessageNotContaining("4929-1234");
    }

    @Test
    void keys_are_shown_only_where_samples_may_be() {
        for (boolean shown : new boolean[] {true, false}) {
            var complaints = new RestoreComplaints(shown);
            complaints.hear(
                    "pg_restore: error: could not execute query: ERROR:  violates foreign key constraint \"a\"");
            complaints.hear("DETAIL:  Key (artist_id)=(1) is not present in table \"artist\".");
            assertThat(complaints.failure("loading", "").getMessage().contains("(artist_id)=(1)"))
                    .isEqualTo(shown);
        }
    }

    private static Throwable failure(String line) {
        var complaints = new RestoreComplaints(true);
        complaints.hear(line);
        return complaints.failure("loading", "");
    }
}
