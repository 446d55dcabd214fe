package dev.firedrill.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnTagsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void what_is_ours_and_over_may_be_swept() {
        assertThat(OwnTags.ofExpired(tags("firedrill", "2026-11-30T11:59:59Z", "run-1"), NOW))
                .contains("run-1");
    }

    @ParameterizedTest
    @CsvSource({
        "firedrill,  2026-11-30T12:00:00Z, run-1",
        "firedrill,  2026-12-01T00:00:00Z, run-1",
        "firedrill,  yesterday,            run-1",
        "another,    2026-11-30T11:59:59Z, run-1",
    })
    void what_is_not_over_or_not_ours_is_never_swept(String owner, String expires, String run) {
        assertThat(OwnTags.ofExpired(tags(owner, expires, run), NOW)).isEmpty();
    }

    @Test
    void what_has_no_tags_is_never_swept() {
        assertThat(OwnTags.ofExpired(Map.of(), NOW)).isEmpty();
        assertThat(OwnTags.ofExpired(Map.of(OwnTags.OWNER, "firedrill"), NOW)).isEmpty();
        assertThat(OwnTags.ofExpired(Map.of(OwnTags.OWNER, "firedrill", OwnTags.EXPIRES, "2026-11-30T11:00:00Z"), NOW))
                .isEmpty();
    }

    @Test
    void only_the_run_that_made_it_owns_it() {
        var tags = tags("firedrill", "2026-11-30T11:59:59Z", "run-1");
        assertThat(OwnTags.areOf("run-1", tags)).isTrue();
        assertThat(OwnTags.areOf("run-2", tags)).isFalse();
        assertThat(OwnTags.areOf("run-1", tags("another", "2026-11-30T11:59:59Z", "run-1")))
                .isFalse();
        assertThat(OwnTags.areOf("run-1", Map.of())).isFalse();
    }

    private static Map<String, String> tags(String owner, String expires, String run) {
        return Map.of(OwnTags.OWNER, owner, OwnTags.EXPIRES, expires, OwnTags.RUN, run);
    }
}
