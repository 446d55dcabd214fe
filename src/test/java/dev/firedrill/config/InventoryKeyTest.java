package dev.firedrill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key {@code inventory}, and restores to it. */
class InventoryKeyTest {
    @TempDir
    Path directory;

    @Test
    void the_file_counts_from_the_directory_of_the_configuration() throws IOException {
        var configuration = read(
                """
                systems:
                  orders:
                    engine: postgresql
                    backup: {type: base-backup}
                    inventory: inv/orders.json
                    restores: {monthly: [inventory, inventory depth content]}
                """);
        var orders = configuration.system("orders", "a test");
        assertThat(orders.inventory())
                .contains(new PlacedPath(
                        directory.toAbsolutePath().resolve("inv/orders.json"),
                        directory.resolve("firedrill.yaml") + ":5: systems.orders.inventory"));
        assertThat(orders.restores()).extracting(ListedRestore::at).containsExactly("inventory", "inventory");
        assertThat(configuration.withoutEffect()).isEmpty();
    }

    @Test
    void of_redis_it_is_a_file_too() throws IOException {
        var configuration = read(
                """
                systems:
                  sessions: {engine: redis, backup: {type: rdb}, inventory: sessions.json, restores: {monthly: [inventory]}}
                """);
        assertThat(configuration
                        .system("sessions", "a test")
                        .inventory()
                        .orElseThrow()
                        .path())
                .isEqualTo(directory.toAbsolutePath().resolve("sessions.json"));
        assertThat(configuration.withoutEffect()).isEmpty();
    }

    @Test
    void where_none_is_read_yet_it_has_no_effect_and_that_is_said() throws IOException {
        var configuration = read(
                """
                systems:
                  sessions: {engine: redis, backup: {type: elasticache}, inventory: "s3://inv/sessions.json"}
                  settings: {engine: kubernetes, backup: {type: tar}, inventory: settings.json}
                """);
        assertThat(configuration.system("sessions", "a test").inventory()).isEmpty();
        assertThat(configuration.system("settings", "a test").inventory()).isEmpty();
        assertThat(configuration.withoutEffect())
                .satisfiesExactlyInAnyOrder(
                        place -> assertThat(place).endsWith("systems.sessions.inventory"),
                        place -> assertThat(place).endsWith("systems.settings.inventory"));
    }

    @Test
    void a_restore_to_an_inventory_needs_one_which_the_sample_has() throws IOException {
        assertThatThrownBy(
                        () -> read(
                                """
                                systems:
                                  shop: {engine: postgresql, backup: {type: sample}, restores: {monthly: [inventory]}}
                                  orders: {engine: postgresql, backup: {type: base-backup}, restores: {monthly: [inventory depth pages]}}
                                  crm: {engine: postgresql, backup: {type: base-backup}, inventory: "s3://inv/crm.json"}
                                """))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll(
                        "2 mistakes in ",
                        ":3: systems.orders.restores.monthly[0]: the system names no inventory",
                        "Remedy: add inventory: FILE, and record it: firedrill inventory",
                        ":4: systems.crm.inventory: [s3://inv/crm.json] is no file, and others are not read yet");
    }

    private Configuration read(String yaml) throws IOException {
        return ConfigurationReader.read(Files.writeString(directory.resolve("firedrill.yaml"), yaml));
    }
}
