package dev.firedrill.junit;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ListedRestore;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.kafka.ArchiveRestore;
import dev.firedrill.kafka.KafkaAssert;
import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is checked of a restored Kafka. */
final class KafkaChecks {
    private KafkaChecks() {}

    static List<BuiltInCheck> of(ProtectedSystem system, ListedRestore restore) {
        var cadences = restore.cadences();
        var checks = new ArrayList<BuiltInCheck>();
        checks.add(rule("kafka-not-empty", "there are records", cadences, KafkaAssert::isNotEmpty));
        if (!system.topics().isEmpty()) {
            checks.add(rule(
                    "kafka-protected-topics", "every protected topic", cadences, KafkaAssert::hasEveryProtectedTopic));
        }
        addWhatTheBackupCanTell(system.source(restore.copy()), cadences, checks);
        if (Platforms.installed().inventory(system).isPresent()) {
            checks.add(rule(
                    "kafka-inventory",
                    "everything that the inventory recorded",
                    cadences,
                    KafkaAssert::matchesItsInventory));
        }
        return checks;
    }

    /**
     * Records of an archive get new offsets, so that none can be missing: gaps in its files are looked for when it is loaded.
     * Records of a sink come back without their timestamps.
     */
    private static void addWhatTheBackupCanTell(BackupSource backup, List<String> cadences, List<BuiltInCheck> checks) {
        if (!ArchiveRestore.serves(backup)) {
            checks.add(rule("kafka-no-gaps", "no offset is missing", cadences, KafkaAssert::hasNoGaps));
        }
        if (ArchiveRestore.keepsTimestamps(backup)) {
            checks.add(rule(
                    "kafka-timestamps",
                    "timestamps in their order",
                    cadences,
                    it -> it.hasTimestampsWithin(KafkaAssert.USUAL_BOUND)));
        }
    }

    private static BuiltInCheck rule(String id, String title, List<String> cadences, Consumer<KafkaAssert> rule) {
        return new BuiltInCheck(id, title, cadences, restoration -> rule.accept(kafka(restoration)));
    }

    private static KafkaAssert kafka(Restoration restoration) {
        if (restoration.instance().orElseThrow() instanceof KafkaInstance kafka) {
            return kafka.assertThat();
        }
        throw new Inconclusive(restoration.headline() + ": this is no Kafka");
    }
}
