package dev.firedrill.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {
    @TempDir
    Path directory;

    @Test
    void the_shipped_configuration_describes_the_sample_shop() {
        var configuration = ConfigurationReader.read(Path.of("firedrill.yaml"));

        assertThat(configuration.systems()).containsOnlyKeys("shop", "shop-files", "sessions", "events");
        assertThat(configuration.outOfScope()).isEmpty();
        assertThat(configuration.state()).isEqualTo(Path.of(".firedrill").toAbsolutePath());
        assertThat(configuration.system("shop-files", "a test").engine()).isEqualTo("objects");
        var shop = configuration.system("shop", "a test");
        assertThat(shop.engine()).isEqualTo("postgresql");
        assertThat(shop.backup().type()).isEqualTo("sample");
        assertThat(shop.source("dr").type()).isEqualTo("sample");
    }

    @Test
    void the_shipped_configuration_tells_editors_its_schema() throws IOException {
        var first = Files.readAllLines(Path.of("firedrill.yaml")).get(0);

        assertThat(first).startsWith("# yaml-language-server: $schema=");
        assertThat(Path.of(first.substring(first.indexOf('=') + 1))).isRegularFile();
    }

    @Test
    void what_is_not_given_has_the_documented_value() {
        var configuration = file("systems: {orders: {engine: postgresql, backup: {type: base-backup}}}")
                .read();

        var base = directory.toAbsolutePath();
        assertThat(configuration.system("orders", "a test"))
                .isEqualTo(new ProtectedSystem(
                        directory.resolve("firedrill.yaml") + ":1: systems.orders",
                        "orders",
                        "postgresql",
                        "local",
                        "orders",
                        "postgres",
                        new BackupSource(
                                directory.resolve("firedrill.yaml") + ":1: systems.orders.backup",
                                "base-backup",
                                Map.of(),
                                base),
                        Map.of(),
                        new Objectives(Duration.ofHours(1), Duration.ofMinutes(15), Duration.ofHours(26)),
                        Optional.empty(),
                        Duration.ofMinutes(30),
                        InstanceScope.CLASS,
                        List.of(),
                        List.of(),
                        base.resolve("suites/rules/orders"),
                        "keys",
                        base.resolve("work"),
                        Optional.empty(),
                        List.of(),
                        Baseline.USUAL,
                        Depth.FILES,
                        Optional.empty(),
                        List.of(),
                        new RestorePlace(directory.resolve("firedrill.yaml") + ":1: systems.orders", Map.of(), base)));
        assertThat(configuration.state()).isEqualTo(base.resolve(".firedrill"));
    }

    @Test
    void a_system_overrides_the_defaults_key_by_key() {
        var configuration =
                file("""
                defaults:
                  {platform: docker, workdir: /var/drills, objectives: {rto: 2h, rpo: 30s}, samples: hashed,
                   deadline: 45m, instances: run, asOf: 2026-11-22T03:14:00Z}
                systems:
                  plain: {engine: postgresql, backup: {type: sample}}
                  own:
                    engine: postgresql
                    platform: local
                    backup: {type: sample}
                    database: till
                    superuser: admin
                    objectives: {rpo: 0s, backupAge: 30d}
                    samples: none
                    deadline: 10m
                    instances: class
                    asOf: 2026-11-23T05:00:00+02:00
                    verify: [select 1, select 2]
                """)
                        .read();

        var plain = configuration.system("plain", "a test");
        assertThat(plain.platform()).isEqualTo("docker");
        assertThat(plain.workdir()).isEqualTo(Path.of("/var/drills"));
        assertThat(plain.objectives())
                .isEqualTo(new Objectives(Duration.ofHours(2), Duration.ofSeconds(30), Duration.ofHours(26)));
        assertThat(plain.samples()).isEqualTo("hashed");
        assertThat(plain.deadline()).isEqualTo(Duration.ofMinutes(45));
        assertThat(plain.instances()).isEqualTo(InstanceScope.RUN);
        assertThat(plain.asOf()).contains(Instant.parse("2026-11-22T03:14:00Z"));
        assertThat(plain.database()).isEqualTo("shop");
        var own = configuration.system("own", "a test");
        assertThat(own.platform()).isEqualTo("local");
        assertThat(own.objectives()).isEqualTo(new Objectives(Duration.ofHours(2), Duration.ZERO, Duration.ofDays(30)));
        assertThat(own.samples()).isEqualTo("none");
        assertThat(own.deadline()).isEqualTo(Duration.ofMinutes(10));
        assertThat(own.instances()).isEqualTo(InstanceScope.CLASS);
        assertThat(own.asOf()).contains(Instant.parse("2026-11-23T03:00:00Z"));
        assertThat(own.database()).isEqualTo("till");
        assertThat(own.superuser()).isEqualTo("admin");
        assertThat(own.verify()).containsExactly("select 1", "select 2");
    }

    @Test
    void programs_are_named_for_all_or_for_one_and_the_place_of_the_key_is_known() {
        var configuration =
                file("""
                defaults: {binaries: "${PROGRAMS}/17"}
                systems:
                  plain: {engine: postgresql, backup: {type: sample}}
                  own:
                    engine: postgresql
                    backup: {type: sample}
                    binaries: pg/../pg15
                """)
                        .with(Map.of("PROGRAMS", "/opt/postgresql"))
                        .read();

        var yaml = directory.resolve("firedrill.yaml");
        assertThat(configuration.system("plain", "a test").binaries())
                .contains(new PlacedPath(Path.of("/opt/postgresql/17"), yaml + ":1: defaults.binaries"));
        assertThat(configuration.system("own", "a test").binaries())
                .contains(
                        new PlacedPath(directory.toAbsolutePath().resolve("pg15"), yaml + ":7: systems.own.binaries"));
    }

    @Test
    void a_copy_inherits_the_type_and_the_keys_it_does_not_give() {
        var orders =
                file("""
                systems:
                  orders:
                    engine: postgresql
                    backup: {type: pgbackrest, stanza: main, repo: 1}
                    copies: {dr: {repo: 2}, vault: {type: s3, bucket: bk}}
                """)
                        .read()
                        .system("orders", "a test");

        assertThat(orders.source("dr").type()).isEqualTo("pgbackrest");
        assertThat(orders.source("dr").keys()).isEqualTo(Map.of("stanza", "main", "repo", "2"));
        assertThat(orders.source("dr").place()).endsWith("firedrill.yaml:5: systems.orders.copies.dr");
        assertThat(orders.source("vault").type()).isEqualTo("s3");
        assertThat(orders.source("vault").keys())
                .as("another tool's copy inherits nothing")
                .isEqualTo(Map.of("bucket", "bk"));
    }

    @Test
    void a_backup_key_keeps_the_text_it_was_written_with() {
        var keys =
                file("""
                systems:
                  a: {engine: x, backup: {type: t, version: 1.10, id: 007, online: no, fast: true, text: "a: b"}}
                """)
                        .read()
                        .system("a", "a test")
                        .backup()
                        .keys();

        assertThat(keys)
                .isEqualTo(Map.of("version", "1.10", "id", "007", "online", "no", "fast", "true", "text", "a: b"));
    }

    @Test
    void an_alias_stands_for_the_value_it_names() {
        var configuration =
                file("""
                systems:
                  a: {engine: postgresql, backup: &nightly {type: sample, size: 1}}
                  b: {engine: postgresql, backup: *nightly}
                """)
                        .read();

        assertThat(configuration.system("b", "a test").backup().keys()).isEqualTo(Map.of("size", "1"));
    }

    @Test
    void a_system_out_of_scope_is_kept_apart_with_reason_owner_and_expiry() {
        var configuration =
                file("""
                systems:
                  reports: {outOfScope: rebuilt nightly, owner: data, until: 2026-11-22}
                """)
                        .read();

        assertThat(configuration.systems()).isEmpty();
        assertThat(configuration.outOfScope())
                .containsExactly(new OutOfScope("reports", "rebuilt nightly", "data", LocalDate.of(2026, 11, 22)));
    }

    @Test
    void the_example_with_every_kind_of_system_is_read_whole() throws IOException {
        var configuration =
                file(Files.readString(Path.of("docs/firedrill.example.yaml"))).read();

        assertThat(configuration.systems())
                .containsOnlyKeys(
                        "shop",
                        "orders",
                        "billing",
                        "crm",
                        "wiki",
                        "ledger",
                        "sessions",
                        "archive",
                        "settings",
                        "events");
        assertThat(configuration.outOfScope()).extracting(OutOfScope::name).containsExactly("reports");
        var orders = configuration.system("orders", "a test");
        assertThat(orders.verify()).containsExactly("select 1 from orders limit 1");
        assertThat(orders.objectives().rto()).isEqualTo(Duration.ofMinutes(30));
        assertThat(orders.source("dr").keys())
                .isEqualTo(Map.of("stanza", "main", "config", "/etc/pgbackrest.conf", "repo", "2"));
        var ledger = configuration.system("ledger", "a test");
        assertThat(ledger.instances()).isEqualTo(InstanceScope.RUN);
        assertThat(ledger.source("dr").keys())
                .containsEntry("region", "us-west-2")
                .containsKey("instance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\t", "{", ":", "\n", "&a *a ", "~"})
    void whatever_is_written_over_a_character_the_file_is_read_or_a_mistake_is_named(String slip) throws IOException {
        var example = Files.readString(Path.of("docs/firedrill.example.yaml"));
        int refused = 0;
        for (int i = 0; i < example.length(); i += 11) {
            var file = file(example.substring(0, i) + slip + example.substring(i + 1));
            try {
                assertThat(file.read().systems()).isNotEmpty();
            } catch (ConfigurationMistake mistake) {
                assertThat(mistake).hasMessageContainingAll("firedrill.yaml:", "Remedy: ");
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private ConfigurationFile file(String yaml) {
        return ConfigurationFile.of(directory, yaml);
    }
}
