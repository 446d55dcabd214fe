package dev.firedrill.postgres.barman;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonStartTest {
    @TempDir
    Path home;

    private Path python;

    @BeforeEach
    void install_a_python_with_distutils_of_its_own() throws IOException {
        python = executable("bin/python3.11", "");
        Files.createSymbolicLink(home.resolve("bin/python3"), python);
        Files.createDirectories(home.resolve("lib/python3.11/distutils"));
        Files.createFile(home.resolve("lib/python3.11/distutils/version.py"));
    }

    @Test
    void a_python_that_has_distutils_of_its_own_uses_them() throws IOException {
        assertThat(PythonStart.environment(script("#!" + home + "/bin/python3\n")))
                .containsEntry("SETUPTOOLS_USE_DISTUTILS", "stdlib");
    }

    @Test
    void a_virtual_environment_is_followed_to_its_python() throws IOException {
        Files.createDirectories(home.resolve("venv/bin"));
        Files.createSymbolicLink(home.resolve("venv/bin/python"), python);
        assertThat(PythonStart.environment(script("#!" + home + "/venv/bin/python -I\nimport sys\n")))
                .isNotEmpty();
    }

    /** Told to use what is not there, barman could not start. */
    @Test
    void a_newer_python_is_told_nothing() throws IOException {
        Files.delete(home.resolve("lib/python3.11/distutils/version.py"));
        assertThat(PythonStart.environment(script("#!" + home + "/bin/python3\n")))
                .isEmpty();
    }

    @Test
    void what_is_no_script_of_a_known_python_is_told_nothing() throws IOException {
        assertThat(PythonStart.environment(script("#!/bin/sh\nexec barman \"$@\"\n")))
                .isEmpty();
        assertThat(PythonStart.environment(script("#!/usr/bin/env python3\n"))).isEmpty();
        assertThat(PythonStart.environment(script("#!" + home + "/bin/python3.12\n")))
                .isEmpty();
        assertThat(PythonStart.environment(script(""))).isEmpty();
        assertThat(PythonStart.environment(home + "/none")).isEmpty();
        assertThat(PythonStart.environment("no\0name")).isEmpty();
    }

    private String script(String text) throws IOException {
        return executable("barman", text).toString();
    }

    private Path executable(String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
