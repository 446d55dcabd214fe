package dev.firedrill.redis.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backup.Backup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what is known to be of one instant is compared. */
class SavedStateTest {
    private static final String ID = "a".repeat(40);
    private static final String OTHER = "b".repeat(40);

    private static RedisOrigin origin(long offset, long savedAt, long savedIn) {
        return new RedisOrigin(Instant.EPOCH, "7.0.15", ID, offset, savedAt, savedIn, -1, "on a primary");
    }

    @Test
    void an_equal_offset_of_the_same_replication_is_the_same_instant() {
        var state = new SavedState(900, ID, 77);
        assertThat(state.proof(origin(77, -1, -1)))
                .contains("offset 77 of replication " + ID + ", in the file as in the inventory");
        assertThat(state.proof(origin(78, -1, -1))).isEmpty();
        assertThat(state.proof(origin(-1, -1, -1))).isEmpty();
        assertThat(new SavedState(900, OTHER, 77).proof(origin(77, -1, -1))).isEmpty();
    }

    /** Both ends of a save are known in whole seconds. */
    @ParameterizedTest
    @CsvSource({"989, false", "990, true", "995, true", "1000, true", "1001, false"})
    void a_file_without_an_offset_is_known_by_the_time_at_which_its_save_began(long begun, boolean same) {
        assertThat(new SavedState(begun, "", -1).proof(origin(-1, 1_000, 9)).isPresent())
                .isEqualTo(same);
    }

    @Test
    void a_save_of_another_replication_is_not_of_the_same_instant_whenever_it_was() {
        assertThat(new SavedState(1_000, OTHER, 5).proof(origin(7, 1_000, 0))).isEmpty();
        assertThat(new SavedState(1_000, ID, 5).proof(origin(7, 1_000, 0))).isPresent();
        assertThat(new SavedState(1_000, ID, 9).proof(origin(7, 1_000, 0))).isEmpty();
    }

    @Test
    void a_file_that_does_not_say_when_it_was_saved_proves_nothing() {
        assertThat(SavedState.of(Map.of("ctime", "soon")).proof(origin(7, 1_000, 0)))
                .isEmpty();
        assertThat(SavedState.of(Map.of())).hasToString("an unknown time");
    }

    @Test
    void each_shard_must_be_there_and_no_other() {
        var inventory = new RedisInventory("crm", List.of(origin(7, -1, -1), origin(8, -1, -1)), new TreeMap<>());
        var one = new SavedState(900, ID, 7);
        var two = new SavedState(900, ID, 8);
        assertThat(SameInstant.of(inventory, List.of(two, one)).isKnown()).isTrue();
        assertThat(SameInstant.of(inventory, List.of(one)).isKnown()).isFalse();
        assertThat(SameInstant.of(inventory, List.of(one, one)).isKnown()).isFalse();
        assertThat(SameInstant.of(inventory, List.of(one, two, two)).isKnown()).isFalse();
        assertThat(SameInstant.of(inventory, List.of()).isKnown()).isFalse();
    }

    @Test
    void a_backup_says_it_of_each_of_its_files() {
        var states = List.of(new SavedState(900, ID, 7), new SavedState(901, "", -1));
        var backup = new Backup(
                "b", "crm", "", "/b", Instant.EPOCH, 1, Map.of(SavedState.DETAIL, SavedState.detail(states)));
        assertThat(SavedState.ofEach(backup)).isEqualTo(states);
        assertThat(SavedState.ofEach(new Backup("b", "crm", "", "/b", Instant.EPOCH, 1, Map.of())))
                .isEmpty();
    }
}
