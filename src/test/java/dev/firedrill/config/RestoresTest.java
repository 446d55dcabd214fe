package dev.firedrill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a system lists under restores and rules. */
class RestoresTest {
    @TempDir
    private Path directory;

    private ProtectedSystem shop(String more) throws IOException {
        var file = Files.writeString(
                directory.resolve("firedrill.yaml"),
                "systems:\n  shop:\n    engine: postgresql\n    backup: {type: sample}\n    copies: {dr: {}}\n" + more);
        return ConfigurationReader.read(file).system("shop", "a test");
    }

    @Test
    void each_restore_is_one_whatever_suites_list_it() throws IOException {
        var restores =
                shop("""
                            restores:
                              monthly: [latest, 1h ago, copy dr, "name:before deploy", "lsn:0/3000060", 2026-11-22T03:14:00Z]
                              weekly: [random 30d, latest, 1 h ago]
                        """)
                        .restores();

        var place = directory.resolve("firedrill.yaml") + ":";
        assertThat(restores)
                .containsExactly(
                        restore(place + "8: systems.shop.restores.weekly[0]", "random 30d", "weekly", "", "", "30d"),
                        restore(place + "8: systems.shop.restores.weekly[1]", "latest", "weekly,monthly", "", "", ""),
                        restore(
                                place + "8: systems.shop.restores.weekly[2]",
                                "1h ago",
                                "weekly,monthly",
                                "1h ago",
                                "",
                                ""),
                        restore(place + "7: systems.shop.restores.monthly[2]", "copy dr", "monthly", "", "dr", ""),
                        restore(
                                place + "7: systems.shop.restores.monthly[3]",
                                "name:before deploy",
                                "monthly",
                                "name:before deploy",
                                "",
                                ""),
                        restore(
                                place + "7: systems.shop.restores.monthly[4]",
                                "lsn:0/3000060",
                                "monthly",
                                "lsn:0/3000060",
                                "",
                                ""),
                        restore(
                                place + "7: systems.shop.restores.monthly[5]",
                                "2026-11-22T03:14:00Z",
                                "monthly",
                                "2026-11-22T03:14:00Z",
                                "",
                                ""));
    }

    private static ListedRestore restore(
            String place, String name, String cadences, String at, String copy, String random) {
        return new ListedRestore(place, name, List.of(cadences.split(",")), at, copy, random, Optional.empty());
    }

    @Test
    void a_restore_may_say_how_deep_it_goes_and_is_another_one_then() throws IOException {
        var restores =
                shop("""
                            depth: pages
                            restores:
                              daily: [latest]
                              monthly: [latest  depth structure, copy dr depth files, 1 h ago depth content]
                        """)
                        .restores();
        assertThat(restores)
                .extracting(ListedRestore::name, ListedRestore::at, ListedRestore::copy, ListedRestore::depth)
                .containsExactly(
                        tuple("latest", "", "", Optional.empty()),
                        tuple("latest depth structure", "", "", Optional.of(Depth.STRUCTURE)),
                        tuple("copy dr depth files", "", "dr", Optional.of(Depth.FILES)),
                        tuple("1h ago depth content", "1h ago", "", Optional.of(Depth.CONTENT)));
        assertThat(shop("    depth: pages\n").depth()).isEqualTo(Depth.PAGES);
        assertThat(shop("").depth()).isEqualTo(Depth.FILES);
    }

    @Test
    void a_depth_that_is_none_is_told() {
        assertThatThrownBy(() -> shop("    restores: {weekly: [latest depth deep]}\n"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("systems.shop.restores.weekly[0]");
    }

    @Test
    void a_restore_that_a_suite_lists_twice_is_told() {
        assertThatThrownBy(() -> shop("    restores: {weekly: [1h ago, 1 h ago]}\n"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("firedrill.yaml:6: systems.shop.restores.weekly[1]: [1h ago] is listed twice");
    }

    @Test
    void a_copy_that_is_not_there_is_told() {
        assertThatThrownBy(() -> shop("    restores: {weekly: [copy mars]}\n"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("systems.shop.restores.weekly[0]: there is no copy [mars]");
    }

    @Test
    void rules_lie_beside_the_suites_or_where_the_key_says() throws IOException {
        assertThat(shop("").rules()).isEqualTo(directory.toAbsolutePath().resolve("suites/rules/shop"));

        Files.createDirectory(directory.resolve("mine"));
        assertThat(shop("    rules: ./mine\n").rules())
                .isEqualTo(directory.toAbsolutePath().resolve("mine"));
    }

    @Test
    void a_directory_of_rules_that_is_not_there_is_told() {
        assertThatThrownBy(() -> shop("    rules: mine\n"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("firedrill.yaml:6: systems.shop.rules: there is no directory [mine]");
    }

    @Test
    void neither_is_without_effect_any_more() throws IOException {
        Files.createDirectory(directory.resolve("mine"));
        shop("    rules: mine\n    restores: {weekly: [latest]}\n    topics: [a]\n");

        assertThat(ConfigurationReader.read(directory.resolve("firedrill.yaml")).withoutEffect())
                .singleElement()
                .asString()
                .endsWith("systems.shop.topics");
    }

    @Test
    void topics_of_kafka_are_read() throws IOException {
        var file = Files.writeString(
                directory.resolve("firedrill.yaml"),
                "systems:\n  events: {engine: kafka, backup: {type: log-dirs, directory: a}, topics: [orders, payments]}\n");
        var configuration = ConfigurationReader.read(file);
        assertThat(configuration.withoutEffect()).isEmpty();
        assertThat(configuration.system("events", "RestoresTest").topics()).containsExactly("orders", "payments");
    }
}
