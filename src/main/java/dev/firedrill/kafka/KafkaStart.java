package dev.firedrill.kafka;

import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Starts the broker of a restore, on another port where one was taken meanwhile.
 *
 * @param what it is started over, for messages
 */
record KafkaStart(RestoreOrder order, String what) {
    private static final int PORTS = 3;
    private static final int SHOWN = 8;
    private static final int KILLED = 137;
    private static final Pattern OF_THE_HOST = Pattern.compile(
            "OutOfMemoryError|Cannot allocate memory|No space left on device|Too many open files|ClassNotFoundException"
                    + "|NoClassDefFoundError|UnsatisfiedLinkError|Could not find or load main class"
                    // The metadata of an older or a newer Kafka.
                    + "|[Uu]nsupported (metadata|feature|kraft)|UnsupportedVersionException|UnsupportedMetadataVersion"
                    + "|metadata\\.version .* (is not|not) supported|[Nn]o MetadataVersion with feature level");
    private static final Pattern COMPLAINT = Pattern.compile(" (ERROR|FATAL) |Exception|Error:");

    /**
     * Starts it and waits until it answers.
     *
     * @throws BackupUnusable if it ends because of what it is started over
     * @throws Inconclusive if this host cannot run it
     */
    KafkaServer over(List<Path> logDirectories, Path directory, boolean writable, Consumer<GuardedProcess> started) {
        for (int left = PORTS; ; left--) {
            var server = KafkaServer.start(logDirectories, directory, writable);
            started.accept(server.process());
            if (server.awaitReady(order.deadline().remaining())) {
                return server;
            }
            order.deadline().check("starting a broker over " + what);
            if (left > 1 && server.foundItsPortTaken()) {
                continue;
            }
            throw explained(server);
        }
    }

    private Throwable failure(KafkaServer server) {
        var log = server.log();
        log.forEach(order::note);
        int exitCode = server.process().exitCode().orElse(-1);
        var complaints = log.stream()
                .filter(line -> COMPLAINT.matcher(line).find() && !line.strip().startsWith("at "))
                .toList();
        var shown = complaints.isEmpty() ? log : complaints;
        var said = String.join("\n  ", shown.subList(0, Math.min(SHOWN, shown.size())));
        if (exitCode == KILLED
                || log.stream().anyMatch(line -> OF_THE_HOST.matcher(line).find())) {
            return new Inconclusive("this host cannot run the broker (exit code " + exitCode + "):\n  " + said
                    + "\n  Remedy: give it more memory or room, see to the class path; metadata of another version of Kafka"
                    + " wants that version");
        }
        return new BackupUnusable(
                "the broker does not start over " + what + " (exit code " + exitCode + "):\n  " + said);
    }

    private RuntimeException explained(KafkaServer server) {
        var failure = failure(server);
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
