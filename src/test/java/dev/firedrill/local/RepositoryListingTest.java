package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By this listing it is proven that a restore only reads, so it must see whatever may be changed. */
class RepositoryListingTest {
    private static final FileTime THEN = FileTime.from(Instant.parse("2026-11-22T03:14:07.123456Z"));

    @TempDir
    Path home;

    private Path file;
    private Path link;
    private Map<String, String> before;

    @BeforeEach
    void list() throws IOException {
        file = Files.writeString(home.resolve("file"), "content");
        link = Files.createSymbolicLink(home.resolve("link"), file);
        Files.setLastModifiedTime(file, THEN);
        Files.setLastModifiedTime(home, THEN);
        before = listing();
        assertThat(listing()).hasSize(3).isEqualTo(before);
    }

    @Test
    void a_byte_under_the_same_size_and_time() throws IOException {
        Files.writeString(file, "consent");
        Files.setLastModifiedTime(file, THEN);
        differsIn(file);
    }

    @Test
    void a_time() throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(THEN.toInstant().plusNanos(1000)));
        differsIn(file);
    }

    @Test
    void a_mode() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        differsIn(file);
    }

    @Test
    void where_a_link_leads() throws IOException {
        Files.delete(link);
        Files.createSymbolicLink(link, home.resolve("elsewhere"));
        Files.setLastModifiedTime(home, THEN);
        differsIn(link);
    }

    @Test
    void a_file_that_was_there_for_a_moment() throws IOException {
        Files.delete(Files.createFile(home.resolve("lock")));
        differsIn(home);
    }

    @Test
    void a_file_that_is_gone_or_new() throws IOException {
        Files.delete(link);
        assertThat(listing()).doesNotContainKey(link.toString());
        Files.createFile(home.resolve("new"));
        assertThat(listing()).containsKey(home.resolve("new").toString());
    }

    private void differsIn(Path changed) throws IOException {
        var now = listing();
        assertThat(now.get(changed.toString())).isNotEqualTo(before.get(changed.toString()));
        now.put(changed.toString(), before.get(changed.toString()));
        before.remove(link.toString());
        now.remove(link.toString());
        assertThat(now).as("nothing else").isEqualTo(before);
    }

    private Map<String, String> listing() throws IOException {
        return RepositoryListing.of(List.of(home));
    }
}
