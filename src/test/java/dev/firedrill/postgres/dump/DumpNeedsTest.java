package dev.firedrill.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpNeedsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    ALTER TABLE public.album OWNER TO shopkeeper;                                    | shopkeeper
                    ALTER TABLE public."x OWNER TO y;" OWNER TO "Odd ""role\""";                      | Odd "role"
                    GRANT SELECT ON TABLE public.artist TO reader;                                   | reader
                    GRANT SELECT ON TABLE public.artist TO reader WITH GRANT OPTION;                 | reader
                    GRANT SELECT(a),INSERT(a) ON TABLE public."to TO" TO "a b";                      | a b
                    REVOKE ALL ON TABLE public.artist FROM shopkeeper;                               | shopkeeper
                    ALTER DEFAULT PRIVILEGES FOR ROLE a IN SCHEMA public GRANT SELECT ON TABLES  TO b; | a,b
                    ALTER DEFAULT PRIVILEGES FOR ROLE a REVOKE ALL ON FUNCTIONS  FROM PUBLIC;        | a
                    SET SESSION AUTHORIZATION joe;                                                   | joe
                    CREATE SCHEMA s AUTHORIZATION t;                                                 | t
                    ALTER ROLE joe IN DATABASE wiki SET work_mem TO '9MB';                           | joe
                    CREATE POLICY p ON public.t FOR SELECT TO a, "B" USING ((x = 1));                | a,B
                    CREATE POLICY p ON public.t TO a;                                                | a
                    GRANT a TO b WITH ADMIN OPTION GRANTED BY c;                                     | b,c
                    """)
    void roles_are_found(String line, String roles) {
        assertThat(DumpNeeds.mayNeed(line)).isTrue();
        assertThat(DumpNeeds.roles(line)).containsExactlyInAnyOrder(roles.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    GRANT SELECT ON TABLE public.artist TO PUBLIC;
                    REVOKE ALL ON SCHEMA public FROM PUBLIC;
                    CREATE TABLE public.t (
                    ALTER TABLE ONLY public.album
                    SET default_table_access_method = heap;
                    """)
    void what_names_no_role_needs_none(String line) {
        assertThat(DumpNeeds.roles(line)).isEmpty();
    }

    @Test
    void extensions_tablespaces_and_foreign_servers_are_found() {
        assertThat(DumpNeeds.extension("CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" WITH SCHEMA public;"))
                .contains("uuid-ossp");
        assertThat(DumpNeeds.tablespace("SET default_tablespace = fast;")).contains("fast");
        assertThat(DumpNeeds.tablespace("SET default_tablespace = '';")).isEmpty();
        assertThat(DumpNeeds.tablespace("CREATE DATABASE d WITH TEMPLATE = template0 TABLESPACE = \"F\";"))
                .contains("F");
        assertThat(DumpNeeds.foreignServer("CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS ("))
                .contains("elsewhere");
    }

    @Test
    void a_database_is_named_in_two_ways() {
        assertThat(ConnectCommand.database("\\connect wiki")).isEqualTo("wiki");
        assertThat(ConnectCommand.database("\\connect \"Upper\"")).isEqualTo("Upper");
        assertThat(ConnectCommand.database("\\connect -reuse-previous=on \"dbname='we \\'ird\"\"x\\\\y'\""))
                .isEqualTo("we 'ird\"x\\y");
    }
}
