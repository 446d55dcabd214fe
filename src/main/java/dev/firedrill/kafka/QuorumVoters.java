package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.message.VotersRecord;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.ControlRecordUtils;
import org.apache.kafka.common.record.internal.FileRecords;

/**
 * Who elects the controller, where the controller's own log says it (a dynamic quorum). One of several could not elect
 * itself, and would look for the others where production has them.
 */
final class QuorumVoters {
    private QuorumVoters() {}

    /** @throws Inconclusive if others than this broker have a vote */
    static void requireAlone(List<Path> logDirectories, int node) {
        logDirectories.stream()
                .map(path -> path.resolve(PartitionName.METADATA.toString()))
                .filter(Files::isDirectory)
                .flatMap(path -> newest(path).stream())
                .filter(voters -> !voters.equals(List.of(node)))
                .findFirst()
                .ifPresent(voters -> {
                    throw new Inconclusive(
                            "the metadata of this cluster says that brokers %s elect its controller, and this copy is of broker %d alone: it is not started, since it would look for the others"
                                            .formatted(voters, node)
                                    + "\n  Remedy: back up the records themselves, such as by the S3 sink connector, or a copy of a broker"
                                    + " whose quorum is static");
                });
    }

    /** What the log says is newer than what a snapshot says, and a later file is newer than an earlier one. */
    private static Optional<List<Integer>> newest(Path directory) {
        return Stream.of(".log", ".checkpoint")
                .flatMap(ending -> files(directory, ending).stream())
                .flatMap(file -> in(file).stream())
                .findFirst();
    }

    private static List<Path> files(Path directory, String ending) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    private static Optional<List<Integer>> in(Path file) {
        try (var records = FileRecords.open(file.toFile(), false)) {
            return StreamSupport.stream(records.batches().spliterator(), false)
                    .filter(batch -> batch.isControlBatch())
                    .flatMap(batch -> StreamSupport.stream(batch.spliterator(), false))
                    .filter(each -> ControlRecordType.parse(each.key()) == ControlRecordType.KRAFT_VOTERS)
                    .map(each -> ControlRecordUtils.deserializeVotersRecord(each).voters().stream()
                            .map(VotersRecord.Voter::voterId)
                            .sorted()
                            .toList())
                    .reduce((earlier, later) -> later);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }
}
