package dev.firedrill.junit;

import dev.firedrill.config.ListedRestore;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.kafka.KafkaFiles;
import dev.firedrill.kafka.KafkaFilesAssert;
import dev.firedrill.kafka.LogDirsCatalog;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is checked of log directories of Kafka that are read in place. A restore time and a loss cannot be told of them. */
final class KafkaFilesChecks {
    private KafkaFilesChecks() {}

    static boolean serve(ProtectedSystem system, ListedRestore restore) {
        return system.engine().equals(LogDirsCatalog.ENGINE) && KafkaFiles.isAskedFor(system.source(restore.copy()));
    }

    static List<BuiltInCheck> of(ProtectedSystem system, ListedRestore restore) {
        var cadences = restore.cadences();
        var checks = new ArrayList<BuiltInCheck>();
        checks.add(new BuiltInCheck("kafka-file-sound", "the files are sound", cadences, it -> it.assertThat()
                .isRestored()));
        checks.add(
                rule("kafka-file-not-empty", "there are records in the files", cadences, KafkaFilesAssert::isNotEmpty));
        if (!system.topics().isEmpty()) {
            checks.add(rule(
                    "kafka-file-protected-topics",
                    "every protected topic",
                    cadences,
                    KafkaFilesAssert::hasEveryProtectedTopic));
        }
        checks.add(new BuiltInCheck("backup-age", "age of the newest backup", cadences, it -> it.assertThat()
                .hasRecentBackup()));
        return checks;
    }

    private static BuiltInCheck rule(String id, String title, List<String> cadences, Consumer<KafkaFilesAssert> rule) {
        return new BuiltInCheck(id, title, cadences, it -> rule.accept(files(it).assertThat()));
    }

    private static KafkaFiles files(Restoration restoration) {
        if (restoration.instance().orElseThrow() instanceof KafkaFiles files) {
            return files;
        }
        throw new Inconclusive(restoration.headline() + ": these are no files of Kafka");
    }
}
