package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RulesCluster.class)
class ScramVerifierTest {
    private static void give(RulesDatabase database, String password) {
        database.plant("ALTER ROLE firedrill_writer PASSWORD '" + ScramVerifier.of(password) + "'");
    }

    @Test
    void a_server_lets_in_who_has_the_password_and_nobody_else(RulesDatabase database) throws SQLException {
        database.role = "firedrill_writer";
        give(database, "0123456789abcdef");
        assertThatThrownBy(database::connect)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");

        give(database, RulesDatabase.PASSWORD);
        try (var connection = database.connect()) {
            assertThat(connection.isValid(5)).isTrue();
        }
        assertThat(database.asSuperuser(
                        "SELECT 1", "SELECT rolpassword FROM pg_authid WHERE rolname = 'firedrill_writer'"))
                .startsWith("SCRAM-SHA-256$1:")
                .doesNotContain(RulesDatabase.PASSWORD);
    }

    @Test
    void two_of_one_password_differ() {
        assertThat(ScramVerifier.of("a")).isNotEqualTo(ScramVerifier.of("a"));
    }
}
