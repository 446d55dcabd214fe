package dev.firedrill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names survive whatever the locale is, links are named and not followed, and a change is seen. */
class DirectoryStoreTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void names_of_any_bytes_are_listed_and_opened_in_any_locale(String locale) throws IOException {
        shell(
                "mkdir -p 'h\u00fc'; printf 1 > 'h\u00fc/\u00e9'; printf 2 > $'caf\\xe9'; printf 3 > $'a\\nb'; printf 4 > '100%25'");
        var out = Command.of(
                        "env",
                        "LC_ALL=" + locale,
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ListedContents.class.getName(),
                        home.toString())
                .runOrThrow("listing");
        assertThat(out.lines())
                .containsExactlyInAnyOrder(latin("h\u00fc/\u00e9") + "=1", "caf[e9]=2", "a[a]b=3", "100%25=4");
    }

    private static String latin(String text) {
        return ListedContents.plain(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    @Test
    void what_is_no_file_is_named_and_not_followed() throws IOException {
        shell(
                "mkdir d; echo x > d/f; ln -s d within; ln -s d/f within2; ln -s /etc out; ln -s nowhere dangling; mkfifo pipe");
        assertThat(new DirectoryStore(home).list())
                .extracting(object -> object.name() + " " + object.kind())
                .containsExactlyInAnyOrder(
                        "d/f FILE",
                        "within LINK_WITHIN",
                        "within2 LINK_WITHIN",
                        "out LINK_OUT",
                        "dangling LINK_OUT",
                        "pipe SPECIAL");
    }

    @Test
    void a_link_and_a_pipe_are_never_opened() throws IOException {
        shell("echo x > f; ln -s f link; mkfifo pipe");
        var store = new DirectoryStore(home);
        assertThatThrownBy(() -> store.open(seen(store, "link"), 0)).hasMessageContaining("is no file");
        assertThatThrownBy(() -> store.open(seen(store, "pipe"), 0)).hasMessageContaining("is no file");
    }

    @Test
    void a_file_that_was_written_has_another_version_though_its_size_and_time_are_the_same() throws IOException {
        var file = Files.writeString(home.resolve("f"), "one");
        var store = new DirectoryStore(home);
        var before = store.look(StoredName.of("f")).orElseThrow();
        var time = Files.getLastModifiedTime(file);
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);
        var after = store.look(StoredName.of("f")).orElseThrow();
        assertThat(after.modifiedAt()).isEqualTo(before.modifiedAt());
        assertThat(after.version()).isNotEqualTo(before.version());
        assertThat(store.look(StoredName.of("g"))).isEmpty();
    }

    @Test
    void a_name_moves_no_cursor_and_no_line() {
        assertThat(new StoredName("a\u001b[2Jb\n").text()).isEqualTo("a\\u001b[2Jb\\u000a");
        assertThat(StoredName.of("a\u202eb").text()).isEqualTo("a\\u202eb");
        assertThat(new StoredName("\u00ff\n").text()).isEqualTo("\\xff\\x0a");
    }

    private void shell(String command) {
        var octal = new StringBuilder();
        for (byte b : ("cd '" + home + "' && " + command).getBytes(StandardCharsets.UTF_8)) {
            octal.append("\\x%02x".formatted(b & 0xff));
        }
        Command.of("bash", "-c", "eval $'" + octal + "'").runOrThrow(command);
    }

    private static StoredObject seen(DirectoryStore store, String name) throws IOException {
        return store.look(StoredName.of(name)).orElseThrow();
    }
}
