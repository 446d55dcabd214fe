package dev.firedrill.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @TempDir
    Path directory;

    @Test
    void variables_are_taken_from_the_environment_wherever_they_stand_in_a_value() {
        var variables = Map.of("PASSWORD", "a$1\\b", "HOST", "db");

        assertThat(value("password", "${PASSWORD}", variables)).isEqualTo("a$1\\b");
        assertThat(value("url", "postgres://u:${PASSWORD}@${HOST}/x", variables))
                .isEqualTo("postgres://u:a$1\\b@db/x");
    }

    @Test
    void a_variable_that_is_not_set_is_named() {
        backup("password", "${NOBODY}")
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.backup.password: the environment variable [NOBODY] is not set
                          Remedy: set it where Firedrill is started""");
    }

    @Test
    void a_variable_that_is_empty_counts_as_not_set() {
        backup("password", "${EMPTY}")
                .with(Map.of("EMPTY", ""))
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.backup.password: the environment variable [EMPTY] is not set
                          Remedy: set it where Firedrill is started""");
    }

    @Test
    void a_reference_that_is_not_closed() {
        backup("bucket", "${BUCKET")
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.backup.bucket: a reference is not closed or has a bad name
                          Remedy: write it as ${NAME}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "adminPassword", "client_secret", "API-TOKEN", "secretAccessKey"})
    void a_literal_secret_is_refused_and_not_shown(String key) {
        backup(key, "hunter2")
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.backup.%s: a secret is written into the file
                          Remedy: give a reference: ${NAME}, file:/path or secretsmanager:NAME"""
                                .formatted(key));
    }

    @Test
    void a_literal_password_in_an_address_is_refused_and_not_shown() {
        backup("url", "postgres://app:hunter2@db/x")
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.backup.url: a secret is written into the file
                          Remedy: give a reference: ${NAME}, file:/path or secretsmanager:NAME""");
    }

    @Test
    void a_literal_secret_among_the_keys_of_the_place_or_a_copy_is_refused() {
        ConfigurationFile.of(
                        directory,
                        """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    copies: {dr: {token: hunter2}}
                    place: {password: hunter2}
                """)
                .isRefusedWith(
                        """
                        2 mistakes in firedrill.yaml
                        firedrill.yaml:5: systems.shop.copies.dr.token: a secret is written into the file
                          Remedy: give a reference: ${NAME}, file:/path or secretsmanager:NAME
                        firedrill.yaml:6: systems.shop.place.password: a secret is written into the file
                          Remedy: give a reference: ${NAME}, file:/path or secretsmanager:NAME""");
    }

    @Test
    void names_of_things_that_hold_or_are_no_secret_may_be_literal() {
        assertThat(value("passwordFile", "/etc/pw", Map.of())).isEqualTo("/etc/pw");
        assertThat(value("kmsKey", "alias/dr", Map.of())).isEqualTo("alias/dr");
        assertThat(value("password", "secretsmanager:prod/db", Map.of())).isEqualTo("secretsmanager:prod/db");
        assertThat(value("directory", "file:/backup", Map.of())).isEqualTo("file:/backup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "secret", "token", "sshKey"})
    void the_content_of_a_private_file_is_taken_trimmed(String key) throws IOException {
        assertThat(value(key, "file:" + secret("hunter2\n", "rw-------"), Map.of()))
                .isEqualTo("hunter2");
    }

    @Test
    void a_file_that_others_can_read_is_refused() throws IOException {
        var file = secret("hunter2", "rw-r--r--");
        backup("password", "file:" + file)
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.backup.password: the file secret can be read by others
                          Remedy: chmod 600 secret""");
    }

    @Test
    void a_file_that_is_empty_is_refused() throws IOException {
        var file = secret("\n", "rw-------");
        backup("password", "file:" + file)
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.backup.password: the file secret is empty
                          Remedy: write the secret into it""");
    }

    @Test
    void a_file_that_is_not_there_is_refused() {
        backup("password", "file:" + directory.resolve("nothing"))
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.backup.password: there is no file nothing
                          Remedy: create it with mode 600, or correct the path""");
    }

    @Test
    void a_file_by_a_relative_path_is_refused() {
        backup("password", "file:secret")
                .isRefusedWith(
                        """
                        firedrill.yaml:1: systems.shop.backup.password: the path [secret] is not absolute
                          Remedy: give file:/path""");
    }

    private ConfigurationFile backup(String key, String value) {
        return ConfigurationFile.of(
                directory,
                "systems: {shop: {engine: postgresql, backup: {type: sample, %s: '%s'}}}".formatted(key, value));
    }

    private String value(String key, String text, Map<String, String> variables) {
        var shop = backup(key, text).with(variables).read().system("shop", "a test");
        // As the file has it: what refers to a vault is read only when it is used.
        return shop.backup().keys().get(key);
    }

    private Path secret(String content, String mode) throws IOException {
        var file = Files.writeString(directory.resolve("secret"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
