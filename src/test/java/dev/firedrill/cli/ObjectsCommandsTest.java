package dev.firedrill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say of objects, which have no server. */
class ObjectsCommandsTest {
    @TempDir
    private Path home;

    private Typed typed;

    @BeforeEach
    void plant() throws IOException {
        var store = Files.createDirectory(home.resolve("store"));
        Files.writeString(store.resolve("a"), "hello");
        Files.writeString(
                store.resolve("SHA256SUMS"), "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  a\n");
        typed = new Typed(home);
        Files.writeString(
                typed.file(), "systems: {files: {engine: objects, backup: {type: directory, directory: store}}}");
    }

    @Test
    void a_plan_says_what_would_be_read() {
        typed.run("plan", "files")
                .isPass()
                .says("files (latest)", "SHA256SUMS-", "read where they lie", "the restore writes nothing", "objects 1")
                .says("Nothing was moved.");
    }

    @Test
    void the_doctor_finds_them() {
        typed.run("doctor").says("files", "SHA256SUMS-");
    }

    @Test
    void a_shell_on_them_is_a_mistake() {
        typed.run("shell", "files").isMistake("engine [objects] has no server", "Remedy: ");
    }
}
