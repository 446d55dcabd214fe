package dev.firedrill.postgres.barman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backup.Backup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackupDescriptionTest {
    private static final Instant ENDED = Instant.parse("2026-11-22T03:14:07Z");

    @Test
    void it_is_the_same_when_it_was_a_detail_of_the_backup() {
        var description = description(List.of());
        assertThat(BackupDescription.toldWith(backup(description.details()))).hasValue(description);
    }

    /** A name may hold anything, so it is no detail. */
    @Test
    void one_with_tablespaces_is_asked_for_when_it_is_opened() {
        var description = description(List.of(new BackupDescription.Tablespace("fast", "16384")));
        assertThat(BackupDescription.toldWith(backup(description.details()))).isEmpty();
    }

    private static BackupDescription description(List<BackupDescription.Tablespace> tablespaces) {
        return new BackupDescription(
                "20261122T031400",
                150018,
                ENDED,
                "000000010000000000000003",
                "000000010000000000000004",
                "000000010000000000000009",
                tablespaces);
    }

    private static Backup backup(Map<String, String> details) {
        return new Backup("20261122T031400", "shop", "", "/backup/main/base/20261122T031400", ENDED, 1, details);
    }
}
