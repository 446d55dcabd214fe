package dev.firedrill.checks.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Daily;
import dev.firedrill.junit.Restore;
import dev.firedrill.objects.ObjectsInstance;
import dev.firedrill.restore.Restoration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The shop's base backups and dumps in their store: every byte is read and compared with SHA256SUMS. The sample never
 * grows, so its size is not compared with former days; {@code hasUsualSize()} is for stores that do.
 */
@Daily
@Tag("integrity")
@Restore("shop-files")
class ShopFilesCheck {
    @Test
    void every_file_has_the_digest_that_was_listed(ObjectsInstance files) {
        assertThat(files).matchesItsChecksums();
    }

    @Test
    void no_file_is_missing_and_none_is_extra(ObjectsInstance files) {
        files.verifyAll(it -> it.hasEveryListedObject().hasNoUnlistedObject().hasListedSizes());
    }

    @Test
    void there_is_content(ObjectsInstance files) {
        assertThat(files).isNotEmpty();
    }

    @Test
    void all_was_read_within_30_days(ObjectsInstance files) {
        assertThat(files).wasReadWithin30Days();
    }

    @Test
    void the_newest_file_is_recent(Restoration restoration) {
        assertThat(restoration).hasRecentBackup();
    }
}
