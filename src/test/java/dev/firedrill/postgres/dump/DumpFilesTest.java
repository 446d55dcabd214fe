package dev.firedrill.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.Backup;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.store.PathPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpFilesTest {
    private static final Instant WRITTEN = Instant.parse("2026-11-22T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "2026-11-22 11:30:00 UTC, 2026-11-22T11:30:00Z",
        "2026-11-22 12:30:00 CET, 2026-11-22T11:30:00Z",
        "2026-11-22 16:30:00 +05, 2026-11-22T11:30:00Z"
    })
    void a_text_says_when_it_was_begun(String said, Instant expected) throws IOException {
        plain("wiki.sql", "-- Started on " + said + "\n");
        assertThat(only().madeAt()).isEqualTo(expected);
        assertThat(only().details().get("madeAtFrom")).startsWith("comment of the dump");
    }

    @Test
    void a_text_that_does_not_say_it_has_the_time_of_its_file() throws IOException {
        plain("wiki.sql", "");
        assertThat(only().madeAt()).isEqualTo(WRITTEN);
        assertThat(only().details())
                .containsEntry("format", "plain")
                .containsEntry("dumpedFrom", "15.18 (Debian)")
                .hasEntrySatisfying("madeAtFrom", from -> assertThat(from).contains("the end of the dump at best"));
    }

    @Test
    void one_that_was_begun_after_it_was_written_contradicts_itself_and_stays_the_newest() throws IOException {
        plain("old.sql", "-- Started on 2026-11-22 11:00:00 UTC\n");
        plain("wiki.sql", "-- Started on 2026-11-22 17:30:00 CET\n");
        var newest = all().get(1);
        assertThat(newest.id()).isEqualTo("wiki.sql");
        assertThat(newest.madeAt()).isEqualTo(WRITTEN);
        assertThat(newest.details().get("contradiction"))
                .contains("2026-11-22T16:30:00Z", "last written at " + WRITTEN);
    }

    @Test
    void what_is_none_is_listed_with_the_time_of_its_file() throws IOException {
        write("wiki.txt", "not a dump");
        write("damaged.dump", "PGDMP\u0001\u000e");
        assertThat(all()).extracting(Backup::madeAt).containsOnly(WRITTEN);
    }

    @Test
    void a_link_to_one_of_them_is_no_other() throws IOException {
        plain("wiki.sql", "");
        Files.createSymbolicLink(home.resolve("latest"), home.resolve("wiki.sql"));
        assertThat(only().id()).isEqualTo("wiki.sql");
    }

    @ParameterizedTest
    @CsvSource({
        "fil,/b/*,[fil]",
        "file,'/b/[x',Missing",
        "zone,Mars,zone of the backup is [Mars]",
        "jobs,many,jobs of the backup is [many]"
    })
    void a_mistake_in_a_key_is_named(String key, String value, String words) {
        var keys = new HashMap<>(Map.of("file", "/backup/wiki.dump"));
        keys.put(key, value);
        assertThatThrownBy(() -> new PgDumpCatalog().validate(new BackupSource("here", "pg_dump", keys, home)))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll(words, "Remedy: ");
    }

    private void plain(String name, String comment) throws IOException {
        write(
                name,
                PlainHeader.SIGN
                        + "--\n\n-- Dumped from database version 15.18 (Debian)\n-- Dumped by pg_dump version 15.18\n\n"
                        + comment);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(home.resolve(name), content);
        Files.setLastModifiedTime(home.resolve(name), FileTime.from(WRITTEN));
    }

    private Backup only() {
        assertThat(all()).hasSize(1);
        return all().get(0);
    }

    private List<Backup> all() {
        return new DumpFiles(new PathPattern(home.resolve("*")), BERLIN, "wiki", "").backups();
    }
}
