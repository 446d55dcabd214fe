package dev.firedrill.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToolVersionTest {
    @Test
    void the_version_is_the_one_it_was_built_as() {
        assertThat(ToolVersion.current()).matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
    }
}
