package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Freezing a rule on an instance that is kept. */
class KnownTest {
    private static final String[] ADD = {
        "known", "add", "shop", "cheap", "--owner", "dba", "--until", "2099-03-01", "--why", "OPS-41: \"#\""
    };

    @TempDir
    static Path home;

    private static Typed typed;

    @BeforeAll
    static void keep() throws IOException {
        typed = Typed.on(home);
        typed.run("shell", "shop").isPass();
    }

    @AfterAll
    static void discard() throws IOException {
        typed.configured("").nothingStays();
    }

    private static Path list() {
        return home.resolve("known/shop-cheap.csv");
    }

    @BeforeEach
    void three_cheap_orders() throws IOException {
        Files.deleteIfExists(list());
        typed.configured("    # mine\n");
        rule("select id, total_amount from orders where id <= 3 order by id");
    }

    private static Path rule(String sql) throws IOException {
        var rules = Files.createDirectories(home.resolve("suites/rules/shop"));
        return Files.writeString(rules.resolve("cheap.sql"), sql);
    }

    private static Typed.Ended tried() {
        return typed.run(
                "try", "shop", home.resolve("suites/rules/shop/cheap.sql").toString());
    }

    @Test
    void the_offenders_of_today_are_listed_and_only_new_ones_fail() throws IOException {
        assertThat(tried().exitCode()).isEqualTo(ExitCode.FAIL);

        typed.run(ADD)
                .isPass()
                .says(
                        "3 offenders of rule cheap on shop · latest · backup base-",
                        "  keys:  " + list() + "\n",
                        "systems.shop.known\nNew ones fail from now on, and all of them after 2099-03-01.");

        assertThat(list()).hasContent("id\n1\n2\n3\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(list())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(typed.file()))
                .endsWith(
                        """
                            backup: {type: base-backup, directory: backups, wal: wal}
                            known:
                              - {rule: cheap, keys: known/shop-cheap.csv, owner: dba, until: 2099-03-01, why: "OPS-41: \\"#\\""}
                            # mine
                        """);
        tried().isPass().says("WARN  shop", "0 new, 3 known (owner dba, until 2099-03-01: OPS-41: \"#\")");
        rule("select id from orders where id <= 4 order by id");
        assertThat(tried().says("  new id:  4\n").exitCode()).isEqualTo(ExitCode.FAIL);
        typed.run("known", "list")
                .isPass()
                .says(
                        "SYSTEM  RULE   KNOWN  UNTIL       OWNER  WHY\n",
                        "shop    cheap  3      2099-03-01  dba    OPS-41: \"#\"");
    }

    @Test
    void what_is_healed_is_struck_and_nothing_is_added() throws IOException {
        typed.run(ADD).isPass();
        rule("select id from orders where id in (2, 3, 4) order by id");
        assertThat(tried().says("Healed: 1 of 3 known: 1.", "firedrill known strike shop cheap")
                        .exitCode())
                .isEqualTo(ExitCode.FAIL);

        typed.run("known", "strike", "shop", "cheap").isPass().says("Struck: 1 of 3 known offenders of rule cheap on");
        assertThat(list()).hasContent("id\n2\n3\n");

        rule("select id from orders where id < 0");
        typed.run("known", "strike", "shop", "cheap").isPass().says("Struck: 2 of 2", "None is left: remove the entry");
        rule("select id from orders where id = 2");
        assertThat(tried().exitCode()).as("struck, so it is new again").isEqualTo(ExitCode.FAIL);
    }

    @Test
    void a_list_that_expired_fails_and_can_be_renewed() throws IOException {
        typed.run(ADD).isPass();
        var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);

        typed.run("known", "expire", "shop", "cheap").isPass().says("fail from now on", "until " + yesterday);
        assertThat(tried().says(
                                "they were known until " + yesterday + " (owner dba: OPS-41: \"#\"), which is over",
                                "firedrill known add shop cheap")
                        .exitCode())
                .isEqualTo(ExitCode.FAIL);
        typed.run("known", "list").isPass().says(yesterday + " (over)");
        typed.run("known", "expire", "shop", "cheap").isPass().says("Over already, since " + yesterday);

        rule("select id from orders where id in (3, 4) order by id");
        typed.run(ADD).isPass().says("known before: 1 of them; added: 1; struck: 2");
        tried().isPass();
        assertThat(typed.file()).content().containsOnlyOnce("rule: cheap");
    }

    @Test
    void hashed_keys_stay_secret_and_none_keeps_no_list() throws IOException {
        typed.configured("    samples: hashed\n");
        rule("select name from customers where id <= 2 order by id");
        typed.run(ADD).isPass().says("(digests)");
        assertThat(list()).content().startsWith("\"sha256 of name\"\n").doesNotContain("Customer");
        tried().isPass().says("2 known");

        typed.configured("    samples: none\n");
        Files.delete(list());
        typed.run(ADD).isMistake("samples: none lets nothing of a key leave", "Remedy: write samples: hashed");
        assertThat(list()).doesNotExist();
    }

    @Test
    void a_user_is_told_of_mistakes() throws IOException {
        var good = home.resolve("suites/rules/shop/cheap.sql");
        typed.run("known", "add", "shop", "cheep", "--owner", "a", "--until", "2099-01-01", "--why", "b")
                .isMistake("rule [cheep]: is no SQL file of system [shop]", "Remedy: write cheap");
        typed.run("known", "add", "shop", "cheap", "--owner", "a", "--until", "2020-01-01", "--why", "b")
                .isMistake("--until 2020-01-01: that day is over", "Remedy: ");
        typed.run("known", "add", "shop", "cheap", "--owner", "a", "--until", "soon", "--why", "b")
                .isMistake("--until soon: is no day", "Remedy: give the last day it should hold, such as 2027-03-01");
        typed.run("known", "add", "shop", "cheap", "--owner", " ", "--until", "2099-01-01", "--why", "b")
                .isMistake("one is empty", "Remedy: ");
        typed.run("known", "add", "shop", "cheap").isMistake("Missing required options");
        typed.run("known", "expire", "shop", "cheap").isMistake("rule [cheap] is not known; known are []", "Remedy: ");
        rule("select ctid from orders where id = 1");
        typed.run(ADD).isMistake("names rows by their place (ctid)", "Remedy: ");
        rule("select id from orders where id < 0");
        typed.run(ADD).isMistake("rule [cheap]: has no offender on shop · latest", "there is nothing to freeze");
        rule("select n from generate_series(1, 100001) n");
        typed.run(ADD).isMistake("has more than 100,000 offenders", "Remedy: mend the data");
        Files.writeString(good, "select id from orderz");
        typed.run(ADD).isInconclusive("relation \"orderz\" does not exist");
        assertThat(list()).doesNotExist();
        assertThat(Typed.bare(Typed.NOBODY, "known")
                        .isMistake("no command was given")
                        .out())
                .isEmpty();
        assertThat(Files.readString(typed.file())).doesNotContain("known");
    }

    @Test
    void without_a_kept_instance_of_the_newest_state_there_is_nothing_to_look_at() throws IOException {
        typed.configured(
                """
                    known: [{rule: cheap, keys: k.csv, owner: dba, until: 2099-01-01, why: x}]
                  other: {engine: postgresql, backup: {type: base-backup, directory: backups}}
                """);
        typed.run("known", "add", "other", "cheap", "--owner", "a", "--until", "2099-01-01", "--why", "b")
                .isMistake("no instance of system [other] is kept", "Remedy: firedrill shell other --print");
        typed.run("known", "list").isMistake("there is no file [", "Remedy: ").says("shop    cheap  ?");
        typed.run("known", "list", "other").isPass().says("Nothing is known.");
    }
}
