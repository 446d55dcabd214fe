package dev.firedrill.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file of known keys holds, and how it says what is wrong with it. */
class KeysFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("known/orders.csv");
    }

    private static Offender offender(String... key) {
        return new Offender(Arrays.asList(key), new Sample(String.join("|", key), ""));
    }

    private static OffendingRows rows(List<String> columns, List<List<String>> keys) {
        return new OffendingRows(
                columns,
                keys.stream()
                        .map(key -> new Offender(key, new Sample("" + key, "")))
                        .toList());
    }

    private KeysFile written(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return KeysFile.read("firedrill.yaml:9", file);
    }

    @Test
    void odd_keys_come_back_as_they_were() throws IOException {
        var odd = List.of(
                Arrays.asList("18", "a,b"),
                Arrays.asList("say \"hi\"", "two\nlines\r\nthree"),
                Arrays.asList(null, "NULL"),
                Arrays.asList("", " blank "),
                Arrays.asList("ä€𝄞", "-1"),
                Arrays.asList("18", "a,b"));
        var all = KeysFile.of(rows(List.of("id", "odd \"name\", really"), odd), Samples.KEYS);
        all.write(file);

        assertThat(KeysFile.read("firedrill.yaml:9", file)).isEqualTo(all);
        assertThat(all.keys()).isEqualTo(odd);
        assertThat(file)
                .hasContent(
                        """
                        id,"odd ""name"", really"
                        18,"a,b"
                        "say ""hi""\","two
                        lines\r
                        three"
                        NULL,"NULL"
                        ""," blank "
                        "ä€𝄞",-1
                        18,"a,b"
                        """);
    }

    @Test
    void only_its_owner_may_read_it() throws IOException {
        written("id\n1\n");
        KeysFile.of(rows(List.of("id"), List.of(List.of("2"))), Samples.KEYS).write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("known")).isDirectoryContaining(one -> one.equals(file));
        try (var all = Files.list(file.getParent())) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void hashed_keys_are_compared_without_being_told() throws IOException {
        var both = rows(List.of("id", "line"), List.of(List.of("mole", "2"), List.of("m", "ole2")));
        KeysFile.of(both, Samples.HASHED).write(file);

        var read = KeysFile.read("firedrill.yaml:9", file);
        assertThat(Files.readString(file))
                .startsWith("\"sha256 of id, line\"\n")
                .doesNotContain("mole", "ole2")
                .hasLineCount(3);
        assertThat(read.columns()).containsExactly("id", "line");
        var compared = KeyComparison.of(read, List.of(offender("mole", "2"), offender("mole", "3")));
        assertThat(compared.known()).extracting(Offender::key).containsExactly(List.of("mole", "2"));
        assertThat(compared.fresh()).extracting(Offender::key).containsExactly(List.of("mole", "3"));
        assertThat(compared.healed()).hasSize(1);
    }

    @Test
    void a_key_that_is_known_once_and_offends_twice_is_new_once() throws IOException {
        var listed = written("id\n5\n5\n7\n7\n9\n");

        var compared = KeyComparison.of(listed, List.of(offender("5"), offender("5"), offender("5"), offender("7")));
        assertThat(compared.known()).hasSize(3);
        assertThat(compared.fresh()).extracting(Offender::key).containsExactly(List.of("5"));
        assertThat(compared.healed()).containsExactly(List.of("7"), List.of("9"));
    }

    @Test
    void the_text_null_is_not_null_and_parts_do_not_run_together() throws IOException {
        var listed = written("a,b\nNULL,\"x,y\"\n");

        assertThat(KeyComparison.of(listed, List.of(offender("NULL", "x,y"))).known())
                .isEmpty();
        assertThat(KeyComparison.of(listed, List.of(offender(null, "x,y"))).fresh())
                .isEmpty();
        var one = written("a\n\"x,y\"\n");
        assertThat(KeyComparison.of(one, List.of(offender("x", "y"))).known()).isEmpty();
    }

    @Test
    void empty_lines_a_mark_of_byte_order_and_other_line_ends_do_no_harm() throws IOException {
        assertThat(written("\uFEFFid\r\n1\r\n\r\n2").keys()).containsExactly(List.of("1"), List.of("2"));
        assertThat(written("id\n").keys()).isEmpty();
        assertThat(written("id\n\"2\"").keys()).containsExactly(List.of("2"));
        assertThat(written("id,line\n1,").keys()).containsExactly(List.of("1", ""));
    }

    @Test
    void what_is_garbled_is_named_with_its_line() {
        mistake("id\n1\n\"2\n3\n", ":3: a quote is opened and never closed");
        mistake("id\n1\n\"2\"3\n", ":3: something stands behind a closing quote");
        mistake("id\n\"1\n1\"\n2\"2\n", ":4: a quote stands inside a value that does not begin with one");
        mistake("id,line\n1,2\n1\n", ":3: has 1 value, and the first line names 2 columns");
        mistake("id\n1,2\n", ":2: has 2 values, and the first line names 1 column");
        mistake("\n\n", ":1: there is no line with the names of columns");
        mistake("sha256 of id\n17\n", ":2: is no SHA-256 in 64 hex digits");
    }

    private void mistake(String text, String problem) {
        assertThatThrownBy(() -> written(text))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageStartingWith(file + problem + "\n  Remedy: ")
                .hasMessageContaining("firedrill known add SYSTEM RULE");
    }

    @Test
    void a_file_that_is_missing_unreadable_or_too_long_is_a_mistake() throws IOException {
        assertThatThrownBy(() -> KeysFile.read("firedrill.yaml:9: systems.shop.known[0]", file))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessage(
                        """
                        firedrill.yaml:9: systems.shop.known[0]: there is no file [%s]
                          Remedy: write it anew: firedrill known add SYSTEM RULE"""
                                .formatted(file));
        written("id\n1\n");
        Files.write(file, "id\nä\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> KeysFile.read("p", file))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("orders.csv: cannot be read: it is not UTF-8 text");
        assertThatThrownBy(() -> KeysFile.read("p", directory))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("cannot be read: ");
        var many = new ArrayList<>(Collections.nCopies(KeysFile.MOST + 1, "1"));
        many.set(0, "id");
        assertThat(written(String.join("\n", many)).keys()).hasSize(KeysFile.MOST);
        many.add("1");
        assertThatThrownBy(() -> written(String.join("\n", many)))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("lists more than 100,000 keys");
    }
}
