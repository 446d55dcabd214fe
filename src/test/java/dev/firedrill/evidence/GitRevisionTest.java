package dev.firedrill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRevisionTest {
    private static final String COMMIT = "ddc1ce7b6f1f0e0a4f3f1b6f52d1b1d7a2b7a111";

    @TempDir
    Path directory;

    @Test
    void the_commit_of_the_branch_is_found_from_a_directory_below() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/refs/heads/main", COMMIT + "\n");
        var below = Files.createDirectories(directory.resolve("a/b"));

        assertThat(GitRevision.of(below)).contains(COMMIT);
    }

    @Test
    void a_detached_head_and_packed_references_are_read() throws IOException {
        write(".git/HEAD", COMMIT + "\n");
        assertThat(GitRevision.of(directory)).contains(COMMIT);

        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/packed-refs", "# pack-refs with: peeled\n" + COMMIT + " refs/heads/main\n");
        assertThat(GitRevision.of(directory)).contains(COMMIT);
    }

    @Test
    void a_linked_work_tree_is_followed() throws IOException {
        write("main/.git/refs/heads/part", COMMIT + "\n");
        write("main/.git/worktrees/part/HEAD", "ref: refs/heads/part\n");
        write("main/.git/worktrees/part/commondir", "../..\n");
        write("part/.git", "gitdir: ../main/.git/worktrees/part\n");

        assertThat(GitRevision.of(directory.resolve("part"))).contains(COMMIT);
    }

    @Test
    void without_git_there_is_no_revision() {
        assertThat(GitRevision.of(directory)).isEmpty();
    }

    private void write(String name, String content) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
