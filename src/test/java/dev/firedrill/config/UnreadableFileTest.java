package dev.firedrill.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way of reading a file at all. */
class UnreadableFileTest {
    @TempDir
    Path directory;

    @Test
    void a_missing_file() {
        new ConfigurationFile(directory.resolve("firedrill.yaml"), Map.of())
                .isRefusedWith(
                        """
                firedrill.yaml: no such file
                  Remedy: copy the shipped firedrill.yaml, or give -Dfiredrill.config=FILE""");
    }

    @Test
    void a_directory_instead_of_a_file() throws IOException {
        Files.createDirectory(directory.resolve("firedrill.yaml"));
        new ConfigurationFile(directory.resolve("firedrill.yaml"), Map.of())
                .isRefusedWith(
                        """
                firedrill.yaml: cannot be read: it is a directory
                  Remedy: name a YAML file""");
    }

    @Test
    void a_file_that_is_not_text() throws IOException {
        Files.write(directory.resolve("firedrill.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        new ConfigurationFile(directory.resolve("firedrill.yaml"), Map.of())
                .isRefusedWith(
                        """
                firedrill.yaml: cannot be read: it is not UTF-8 text
                  Remedy: save it as UTF-8""");
    }

    @Test
    void a_control_character() {
        refused(
                "systems:\n  shop: \u0007\n",
                """
                firedrill.yaml:2: this is not YAML: a control character
                  Remedy: correct this line or the one before it: indent with spaces, quote texts that hold ': ' or ' #'""");
    }

    @Test
    void an_empty_file() {
        refused(
                """
                # nothing but a comment
                """,
                """
                firedrill.yaml:1: the file is empty
                  Remedy: describe a system: systems: {shop: {engine: postgresql, backup: {type: sample}}}""");
    }

    @Test
    void a_key_that_is_given_twice() {
        refused(
                """
                systems:
                  shop: {engine: postgresql, backup: {type: sample}}
                  till: {engine: postgresql, backup: {type: sample}}
                  shop: {engine: postgresql, backup: {type: sample}}
                """,
                """
                firedrill.yaml:4: systems.shop: the key is given twice, first in line 2
                  Remedy: give each key once, as a plain word, with a value of its own""");
    }

    @Test
    void a_key_that_is_a_map() {
        refused(
                """
                systems:
                  {a: b}: c
                """,
                """
                firedrill.yaml:2: systems: a key is a list or a map
                  Remedy: give each key once, as a plain word, with a value of its own""");
    }

    @Test
    void a_value_that_holds_itself() {
        refused(
                """
                systems: &all
                  shop: *all
                """,
                """
                firedrill.yaml:2: systems.shop: an alias here refers to the value that holds it
                  Remedy: give each key once, as a plain word, with a value of its own""");
    }

    @Test
    void a_tab_for_indentation() {
        refused(
                """
                systems:
                \tshop: {engine: postgresql, backup: {type: sample}}
                """,
                """
                firedrill.yaml:2: this is not YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)
                  Remedy: correct this line or the one before it: indent with spaces, quote texts that hold ': ' or ' #'""");
    }

    @Test
    void a_bracket_that_is_not_closed() {
        refused(
                """
                systems:
                  shop: {engine: postgresql
                """,
                """
                firedrill.yaml:3: this is not YAML: expected ',' or '}', but got <stream end>
                  Remedy: correct this line or the one before it: indent with spaces, quote texts that hold ': ' or ' #'""");
    }

    @Test
    void a_second_document() {
        refused(
                """
                systems: {shop: {engine: postgresql, backup: {type: sample}}}
                ---
                systems: {}
                """,
                """
                firedrill.yaml:2: this is not YAML: found another document
                  Remedy: correct this line or the one before it: indent with spaces, quote texts that hold ': ' or ' #'""");
    }

    @Test
    void an_alias_that_names_nothing() {
        refused(
                """
                systems:
                  shop: *nobody
                """,
                """
                firedrill.yaml:2: this is not YAML: found undefined alias nobody
                  Remedy: correct this line or the one before it: indent with spaces, quote texts that hold ': ' or ' #'""");
    }

    @Test
    void a_line_with_a_secret_that_is_not_yaml_is_not_quoted() {
        refused(
                """
                systems:
                  shop: {backup: {password: hunter2]}
                """,
                """
                firedrill.yaml:2: this is not YAML: expected ',' or '}', but got ]
                  Remedy: correct this line or the one before it: indent with spaces, quote texts that hold ': ' or ' #'""");
    }

    private void refused(String yaml, String message) {
        ConfigurationFile.of(directory, yaml).isRefusedWith(message);
    }
}
