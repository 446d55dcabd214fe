package dev.firedrill.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathPatternTest {
    @TempDir
    Path home;

    @Test
    void a_pattern_is_expanded_in_every_part_of_the_path() throws IOException {
        make("a/wiki-1.dump", "a/wiki-2.dump", "a/crm-1.dump", "b/wiki-1.dump", "b/.wiki-3.dump", "b/c/wiki-4.dump");
        assertThat(names("*/wiki-?.dump")).containsExactly("a/wiki-1.dump", "a/wiki-2.dump", "b/wiki-1.dump");
        assertThat(names("a/{wiki,crm}-1.dump")).containsExactly("a/crm-1.dump", "a/wiki-1.dump");
        assertThat(names("b/.wiki*")).containsExactly("b/.wiki-3.dump");
        assertThat(names("a/wiki-1.dump")).containsExactly("a/wiki-1.dump");
        assertThat(names("nowhere/*")).isEmpty();
        assertThat(names("a/wiki-1.dump/*")).isEmpty();
    }

    @Test
    void a_name_that_looks_like_a_pattern_is_itself_where_it_exists() throws IOException {
        make("wiki[1].dump", "wiki1.dump");
        assertThat(names("wiki[1].dump")).containsExactly("wiki[1].dump");
    }

    @Test
    void names_differ_below_its_base() {
        assertThat(new PathPattern(Path.of("/backup/*/wiki.dump")).base()).isEqualTo(Path.of("/backup"));
        assertThat(new PathPattern(Path.of("/backup/wiki.dump")).base()).isEqualTo(Path.of("/backup"));
        assertThat(new PathPattern(Path.of("/*")).base()).isEqualTo(Path.of("/"));
    }

    private Stream<String> names(String pattern) {
        return new PathPattern(home.resolve(pattern))
                .matches().stream().map(match -> home.relativize(match).toString());
    }

    private void make(String... names) throws IOException {
        for (var name : names) {
            var file = home.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x");
        }
    }
}
