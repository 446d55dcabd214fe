package dev.firedrill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuitesTest {
    @TempDir
    Path directory;

    @Test
    void the_shipped_suites_are_daily_weekly_monthly_and_quarterly() {
        var suites = Suites.read(Path.of("suites"));

        assertThat(suites).extracting(Suite::name).containsExactly("daily", "monthly", "quarterly", "weekly");
        assertThat(suites).allSatisfy(suite -> {
            assertThat(suite.groups()).isEqualTo(suite.name());
            assertThat(suite.schedule().split(" ")).hasSize(5);
            assertThat(suite.description()).isNotEmpty();
        });
        assertThat(suites.get(1).calendar())
                .isEqualTo(Map.of(1, "database", 2, "application", 3, "infrastructure", 4, "integration"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"daily", "weekly", "monthly", "quarterly"})
    void the_shipped_suites_tell_editors_their_schema(String name) throws IOException {
        var first = Files.readAllLines(Path.of("suites", name + ".yaml")).get(0);

        assertThat(first).startsWith("# yaml-language-server: $schema=");
        assertThat(Path.of("suites").resolve(first.substring(first.indexOf('=') + 1)))
                .isRegularFile();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01, monthly & database",
        "2026-11-07, monthly & database",
        "2026-11-08, monthly & application",
        "2026-11-14, monthly & application",
        "2026-11-15, monthly & infrastructure",
        "2026-11-21, monthly & infrastructure",
        "2026-11-22, monthly & integration",
        "2026-11-28, monthly & integration",
        "2026-11-29, monthly",
        "2026-12-31, monthly"
    })
    void the_calendar_sets_the_focus_of_a_day_and_a_fifth_week_runs_the_whole_suite(LocalDate day, String groups) {
        var monthly = Suites.read(Path.of("suites")).get(1);

        assertThat(monthly.groupsOn(day)).isEqualTo(groups);
    }

    @Test
    void a_suite_without_a_calendar_is_whole_every_day() {
        var daily = Suites.read(Path.of("suites")).get(0);

        assertThat(daily.groupsOn(LocalDate.of(2026, 11, 22))).isEqualTo("daily");
    }

    @Test
    void an_expression_is_put_in_parentheses_before_the_focus_narrows_it() {
        var suite = new Suite("s", "daily | monthly", "0 2 * * *", Map.of(5, "database"), "");

        assertThat(suite.groupsOn(LocalDate.of(2026, 12, 29))).isEqualTo("(daily | monthly) & database");
    }

    @Test
    void notifications_are_accepted() throws IOException {
        suite("{groups: daily, schedule: '0 2 * * *', "
                + "notifications: [{on: failure, to: 'mailto:dba@example.org'}]}");

        assertThat(Suites.read(directory))
                .singleElement()
                .isEqualTo(new Suite("own", "daily", "0 2 * * *", Map.of(), ""));
    }

    @Test
    void the_mistakes_of_a_suite_come_in_one_message() throws IOException {
        suite(
                """
                groups: monthly, weekly
                schedule: every night
                calender: {1: database}
                calendar: {6: database, 2: a b}
                """);

        assertThatThrownBy(() -> Suites.read(directory))
                .hasMessage(
                        """
                        5 mistakes in FILE
                        FILE:1: groups: found [monthly, weekly]
                          Remedy: give a tag expression, such as monthly
                        FILE:2: schedule: found [every night]
                          Remedy: give five cron fields: minute, hour, day of month, month, day of week, such as '0 2 * * 0'
                        FILE:3: calender: unknown key [calender]; known here: description, groups, schedule, calendar, notifications
                          Remedy: write calendar, or remove it
                        FILE:4: calendar.2: found [a b]
                          Remedy: give one tag, such as database
                        FILE:4: calendar.6: the name [6] cannot be used
                          Remedy: give the number of a week: 1 (days 1-7) to 5 (days 29-31)"""
                                .replace("FILE", directory.resolve("own.yaml").toString()));
    }

    @Test
    void an_empty_suite_is_refused() throws IOException {
        suite("");

        assertThatThrownBy(() -> Suites.read(directory))
                .hasMessage(directory.resolve("own.yaml") + ":1: the file is empty\n  Remedy: copy the shipped one");
    }

    @Test
    void a_directory_without_suites_is_refused() {
        assertThatThrownBy(() -> Suites.read(directory))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessage(directory + ": there is no suite in it\n  Remedy: copy the shipped suites/*.yaml there");
    }

    @Test
    void a_directory_that_is_not_there_is_refused() {
        var nowhere = directory.resolve("nowhere");

        assertThatThrownBy(() -> Suites.read(nowhere))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessage(
                        nowhere + ": no such directory, or it cannot be read\n  Remedy: copy the shipped suites there");
    }

    private void suite(String yaml) throws IOException {
        Files.writeString(directory.resolve("own.yaml"), yaml);
    }
}
