package dev.firedrill.redis;

import dev.firedrill.restore.HostFinding;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the files of a log whole, without a server: the base by its checksum, commands by their form. */
final class AofExamination {
    /** A base is begun when its log is; the child that writes it may be slow to look at its clock. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private final AofFiles files;
    private final Runnable checkpoint;
    private final Map<Path, AofWalk.Content> contents = new HashMap<>();
    private final List<HostFinding> doubts = new ArrayList<>();
    private Optional<RdbHead> base = Optional.empty();
    private Optional<Long> keys = Optional.of(0L);

    private AofExamination(AofFiles files, Runnable checkpoint) {
        this.files = files;
        this.checkpoint = checkpoint;
    }

    /** @throws BackupUnusable if a file is damaged, or is not what its manifest takes it for */
    static AofExamination of(AofFiles files, Runnable checkpoint) {
        var examination = new AofExamination(files, checkpoint);
        examination.read();
        return examination;
    }

    private void read() {
        var loaded = files.loaded();
        readBase(loaded.get(0));
        for (var increment : loaded.subList(1, loaded.size())) {
            if (isRdb(increment)) {
                throw new BackupUnusable(increment + " is an RDB file, but its manifest names it as commands");
            }
            contents.put(increment, AofWalk.read(increment, 0, checkpoint));
        }
        requireOneGeneration();
        doubts.addAll(AofDoubts.of(files, contents));
    }

    private void readBase(Path file) {
        if (!isRdb(file)) {
            if (file.toString().endsWith(".rdb")) {
                RdbHead.read(file);
            }
            contents.put(file, AofWalk.read(file, 0, checkpoint));
            return;
        }
        var head = RdbHead.read(file);
        base = Optional.of(head);
        if (head.fields()
                .getOrDefault("aof-base", head.fields().getOrDefault("aof-preamble", "1"))
                .equals("0")) {
            throw new BackupUnusable(
                    file
                            + " is a dump, and no base of an append-only log: what its increments say was done to another state");
        }
        if (file.toString().endsWith(".rdb")) {
            proveBase(file, head);
            keys = RdbContent.read(file, file.toString(), checkpoint).map(RdbContent::all);
            return;
        }
        // As before 7.0: commands may follow, and only its structure says where.
        var content = RdbWalk.read(file, file.toString(), checkpoint);
        keys = content.map(RdbContent::all);
        if (content.isPresent() && content.get().end() < size(file)) {
            contents.put(file, AofWalk.read(file, content.get().end(), checkpoint));
        } else {
            proveBase(file, head);
        }
    }

    private void proveBase(Path file, RdbHead head) {
        if (!new RdbCopy(file, head).toNowhere(checkpoint)) {
            doubts.add(RdbDoubts.unproven(file));
        }
    }

    /** What was done before a base was saved is in it already. */
    private void requireOneGeneration() {
        var saved = base.flatMap(RdbHead::savedAt);
        var first = files.loaded().stream()
                .skip(1)
                .map(contents::get)
                .flatMap(content -> content.oldest().stream())
                .findFirst();
        if (saved.isPresent()
                && first.isPresent()
                && saved.get().minus(TOLERANCE).isAfter(first.get())) {
            throw new BackupUnusable(
                    "%s is of another generation than its increments: it was saved at %s, and they begin at %s"
                            .formatted(files.loaded().get(0), saved.get(), first.get()));
        }
    }

    private static boolean isRdb(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(5), StandardCharsets.ISO_8859_1).equals("REDIS");
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    /** What cannot be told of it. */
    List<HostFinding> doubts() {
        return List.copyOf(doubts);
    }

    /** Of which moment its state is. */
    AofMoment moment() {
        return AofMoment.of(
                files, file -> Optional.ofNullable(contents.get(file)).flatMap(AofWalk.Content::newest));
    }

    /** Keys of the base and commands behind it; empty if it holds values of modules. */
    Optional<Long> entries() {
        return keys.map(number -> number + commands());
    }

    long commands() {
        return contents.values().stream().mapToLong(AofWalk.Content::commands).sum();
    }

    /** The Redis that wrote the base; empty where it does not say so. */
    Optional<String> writtenBy() {
        return base.map(RdbHead::writtenBy);
    }
}
