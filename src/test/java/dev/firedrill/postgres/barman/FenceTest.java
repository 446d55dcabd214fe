package dev.firedrill.postgres.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.BackupSource;
import dev.firedrill.store.OwnedDirectory;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FenceTest {
    @TempDir
    Path home;

    private Path more;

    @BeforeEach
    void configure() throws IOException {
        more = Files.createDirectory(home.resolve("conf.d"));
        write(
                home.resolve("barman.conf"),
                """
                [barman]
                barman_home = /var/lib/barman
                configuration_files_directory = %s
                post_recovery_script = /usr/bin/tell-everybody
                compression = gzip

                [crm]
                description = customers
                conninfo = host=production
                  password=s3cret dbname=postgres
                parallel_jobs = 3
                """
                        .formatted(more));
    }

    @Test
    void no_secret_no_script_and_no_way_into_production_is_passed_on() throws IOException {
        write(
                more.resolve("crm.conf"),
                """
                [crm]
                streaming_conninfo : host=production password=s3cret
                SSH_COMMAND = ssh postgres@production
                pre_archive_retry_script = /usr/bin/tell-everybody
                recovery_options = get-wal
                """);
        var text = fencedText("crm");
        assertThat(text)
                .doesNotContain("s3cret", "production", "tell-everybody", "get-wal", "SSH_COMMAND")
                .contains("compression = gzip", "parallel_jobs = 3", "description = customers")
                .contains("conninfo = host=" + home.resolve("restore/barman/nowhere"));
    }

    /** ConfigParser takes sections and options as deep as they are set, and what is set deeper for their values. */
    @Test
    void options_that_are_indented_are_options() throws IOException {
        write(
                home.resolve("barman.conf"),
                """
                  [barman]
                    barman_home = /var/lib/barman
                    configuration_files_directory = %s
                  # conninfo = host=commented
                  [crm]
                    conninfo = host=production

                      password=s3cret

                    description = customers
                    pre_recovery_script = /usr/bin/tell-everybody
                    # a comment
                      with a second line
                    parallel_jobs = 3
                """
                        .formatted(more));
        write(more.resolve("crm.conf"), "[crm]\nSTREAMING_CONNINFO=host=production\n");
        assertThat(fencedText("crm"))
                .doesNotContain("s3cret", "production", "tell-everybody", "with a second line", "commented")
                .contains("description = customers", "parallel_jobs = 3");
    }

    /** As a JVM leaves it that is killed while barman answers. */
    @Test
    void what_a_killed_run_left_is_swept_and_nothing_else() throws Exception {
        var temporary = Path.of(System.getProperty("java.io.tmpdir"));
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();
        var left = OwnedDirectory.create(temporary.resolve("firedrill-barman-" + ended.pid() + "-1"));
        var alive = OwnedDirectory.create(
                temporary.resolve("firedrill-barman-" + ProcessHandle.current().pid() + "-0"));
        try (var fence = Fence.temporary(barman("crm"))) {
            assertThat(left).doesNotExist();
            assertThat(alive).exists();
            assertThat(fence.configuration()).exists();
        } finally {
            OwnedDirectory.remove(alive);
        }
    }

    @Test
    void what_is_said_last_counts_and_that_is_ours() throws IOException {
        write(more.resolve("a.conf"), "[crm]\nwals_directory = /first\n");
        write(more.resolve("b.conf"), "[crm]\nwals_directory = /second\n[billing]\nactive = false\n");
        write(more.resolve("c.txt"), "[crm]\nwals_directory = /third\n");
        assertThat(fencedText("crm"))
                .containsSubsequence("/first", "/second", "[barman]\nbarman_user = ", "[crm]\nconninfo = ")
                .doesNotContain("/third");
    }

    @Test
    void a_percent_sign_in_our_own_path_is_no_placeholder() throws IOException {
        var directory = Files.createDirectory(home.resolve("100%"));
        try (var fence = Fence.in(directory, barman("crm"))) {
            assertThat(fence.configuration()).content().contains("100%%/barman/locks");
        }
    }

    @Test
    void only_we_may_read_it_and_nothing_stays() throws IOException {
        Path place;
        try (var fence = Fence.temporary(barman("crm"))) {
            place = fence.directory();
            assertThat(Files.getPosixFilePermissions(fence.configuration())).hasSize(2);
            assertThat(Files.getPosixFilePermissions(place)).hasSize(3);
            Files.writeString(place.resolve("locks/.crm.lock"), "17");
        }
        assertThat(place).doesNotExist();
    }

    @Test
    void a_server_that_is_not_configured_is_not_made_up() {
        assertThatThrownBy(() -> Fence.temporary(barman("billing")))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("barman knows no server [billing]; its configuration names [crm]");
    }

    @Test
    void a_place_that_is_not_written_in_full_is_not_guessed() throws IOException {
        write(
                home.resolve("barman.conf"),
                "[barman]\nconfiguration_files_directory = %(barman_home)s/conf.d\n[crm]\nactive = true\n");
        assertThatThrownBy(() -> Fence.temporary(barman("crm")))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("holds a placeholder", "write the path in full");
    }

    private String fencedText(String server) throws IOException {
        try (var fence = Fence.in(Files.createDirectory(home.resolve("restore")), barman(server))) {
            return Files.readString(fence.configuration());
        }
    }

    private Barman barman(String server) {
        return Barman.of(new BackupSource(
                "here", "barman", Map.of("server", server, "config", "barman.conf", "jobs", "2"), home));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}
