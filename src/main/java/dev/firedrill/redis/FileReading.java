package dev.firedrill.redis;

import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What files of a backup hold, read where they lie: by their checksums, by their structure, and by Redis's own tools.
 *
 * @param files how many
 * @param entries keys or commands of the smallest of them; empty if they cannot be counted
 * @param extent what was read, in a few words
 */
record FileReading(int files, Optional<Long> entries, String extent) {
    static FileReading of(RestoreOrder order) {
        return order.source().type().equals(AofCatalog.TYPE) ? ofLog(order) : ofFiles(order);
    }

    private static FileReading ofFiles(RestoreOrder order) {
        var tool = tool(order);
        var entries = new ArrayList<Optional<Long>>();
        var files = RdbRestore.filesOf(order);
        for (var file : files) {
            entries.add(read(file, order).map(RdbContent::all));
            asked(tool, file, order);
        }
        return new FileReading(
                files.size(), smallest(entries), Numbers.text(files.size(), "RDB file") + " read, " + keys(entries));
    }

    private static Optional<RdbContent> read(Path file, RestoreOrder order) {
        Runnable checkpoint = () -> order.deadline().check("reading " + file);
        if (!new RdbCopy(file, RdbHead.read(file)).toNowhere(checkpoint)) {
            order.doubt(RdbDoubts.unproven(file));
        }
        var content = RdbContent.read(file, file.toString(), checkpoint);
        content.flatMap(it -> it.doubt(file.toString())).ifPresent(order::doubt);
        return content;
    }

    private static Optional<Long> smallest(List<Optional<Long>> entries) {
        return entries.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : entries.stream().map(Optional::get).min(Long::compare);
    }

    private static String keys(List<Optional<Long>> entries) {
        return entries.stream().anyMatch(Optional::isEmpty)
                ? "keys not counted"
                : Numbers.text(entries.stream().mapToLong(Optional::get).sum(), "key");
    }

    /** Without redis-check-aof, which opens files for writing even where it is to read them only. */
    private static FileReading ofLog(RestoreOrder order) {
        var location = Path.of(order.backup().location());
        var files = AofFiles.read(location);
        var before = new UnchangedCopy(files.all());
        var states = before.states();
        var examination = AofExamination.of(files, () -> order.deadline().check("reading " + location));
        before.requireUnchanged(states);
        examination.doubts().forEach(order::doubt);
        var entries = examination.entries();
        return new FileReading(
                files.loaded().size(),
                entries,
                "%s of a log read, %s"
                        .formatted(
                                Numbers.text(files.loaded().size(), "file"),
                                Numbers.text(examination.commands(), "command")));
    }

    /** Without the tool there is less to say, and that is a doubt. */
    private static Optional<CheckTool> tool(RestoreOrder order) {
        try {
            return Optional.of(new CheckTool(RedisPrograms.find(order.system().binaries(), order.state())));
        } catch (Inconclusive e) {
            order.doubt(unasked(CheckTool.NAME + " was not asked: " + e.getMessage(), List.of()));
            return Optional.empty();
        }
    }

    private static void asked(Optional<CheckTool> tool, Path file, RestoreOrder order) {
        tool.map(it -> it.of(file, order.deadline().remaining())).ifPresent(answer -> {
            if (answer.judged()) {
                order.note(answer.text());
            } else {
                order.doubt(unasked(answer.text(), List.of(file.getFileName().toString())));
            }
        });
    }

    private static HostFinding unasked(String why, List<String> files) {
        return HostFinding.doubtful(
                "RDB tool",
                why + "; whether a Redis can load each value is not known",
                "name the directory of a Redis of production's version with binaries:",
                files);
    }
}
