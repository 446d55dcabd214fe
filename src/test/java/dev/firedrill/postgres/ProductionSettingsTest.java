package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What configuration files of a backup say, in the forms that PostgreSQL reads. */
class ProductionSettingsTest {
    @TempDir
    Path home;

    private String value(String name) {
        return ProductionSettings.in(home.resolve("data"))
                .value(name)
                .map(Object::toString)
                .orElse("");
    }

    private void file(String name, String... lines) throws IOException {
        var file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    @Test
    void the_last_word_counts_and_the_automatic_file_has_it() throws IOException {
        file("data/postgresql.conf", "wal_compression = on", "WAL_Compression = zstd # faster", "#port = 1");
        assertThat(value("wal_compression")).isEqualTo("wal_compression = zstd (postgresql.conf)");
        file("data/postgresql.auto.conf", "# Do not edit", "wal_compression = 'lz4'");
        assertThat(value("wal_compression")).isEqualTo("wal_compression = lz4 (postgresql.auto.conf)");
        assertThat(value("port")).isEmpty();
    }

    @Test
    void the_equals_sign_may_be_left_out_and_values_may_be_quoted() throws IOException {
        file("data/postgresql.conf", "  wal_compression lz4", "cluster_name='it''s # ours'", "ext.setting\t=\t1");
        assertThat(value("wal_compression")).isEqualTo("wal_compression = lz4 (postgresql.conf)");
        assertThat(value("cluster_name")).isEqualTo("cluster_name = it's # ours (postgresql.conf)");
        assertThat(value("ext.setting")).isEqualTo("ext.setting = 1 (postgresql.conf)");
    }

    @Test
    void files_that_are_included_count_in_their_place() throws IOException {
        file("data/postgresql.conf", "include_dir 'conf.d'", "include = 'more.conf'", "jit = off");
        file("data/conf.d/2.conf", "wal_compression = zstd");
        file("data/conf.d/1.conf", "wal_compression = lz4");
        file("data/conf.d/.3.conf", "wal_compression = on");
        file("data/conf.d/4.conf.off", "wal_compression = on");
        file("data/more.conf", "jit = on", "include 'postgresql.conf'");
        assertThat(value("wal_compression")).isEqualTo("wal_compression = zstd (conf.d/2.conf)");
        assertThat(value("jit")).isEqualTo("jit = off (postgresql.conf)");
    }

    /** They would be files of this host, or of production. */
    @Test
    void files_outside_of_the_backup_are_not_read() throws IOException {
        file("elsewhere/other.conf", "wal_compression = lz4");
        file(
                "data/postgresql.conf",
                "include '../elsewhere/other.conf'",
                "include_dir '../elsewhere'",
                "include '" + home.resolve("elsewhere/other.conf") + "'");
        assertThat(value("wal_compression")).isEmpty();
    }

    @Test
    void files_without_end_are_not_followed() throws IOException {
        file("data/postgresql.conf", "include '0.conf'");
        for (int n : IntStream.range(0, 300).toArray()) {
            file("data/" + n + ".conf", "include '" + (n + 1) + ".conf'");
        }
        file("data/300.conf", "wal_compression = lz4");
        assertThat(value("wal_compression")).isEmpty();
    }

    @Test
    void a_backup_may_hold_no_such_files() throws IOException {
        assertThat(ProductionSettings.in(home).isEmpty()).isTrue();
        file("data/postgresql.auto.conf", "");
        assertThat(ProductionSettings.in(home.resolve("data")).isEmpty()).isFalse();
    }
}
