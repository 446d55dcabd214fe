package dev.firedrill.objects;

import dev.firedrill.objects.StoreInspection.Present;
import dev.firedrill.objects.StoreInspection.Read;
import dev.firedrill.restore.Deadline;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.rules.Numbers;
import dev.firedrill.store.DiskSpace;
import dev.firedrill.store.ObjectStore;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Inspects one store: lists it, compares it with its list, and reads.
 *
 * @param memory the file that remembers what was read when
 * @param note takes what is worth knowing afterwards
 * @param say takes what is worth knowing meanwhile
 */
record StoreInspector(
        ObjectStore store,
        ObjectsSettings settings,
        Path memory,
        Deadline deadline,
        Instant now,
        Consumer<String> note,
        Consumer<String> say) {

    static StoreInspector of(ObjectStore store, ObjectsSettings settings, RestoreOrder order) {
        var backup = order.backup();
        var name = backup.system() + (backup.copy().isEmpty() ? "" : "@" + backup.copy()) + ".jsonl";
        return new StoreInspector(
                store,
                settings,
                order.state().resolve("objects").resolve(name),
                order.deadline(),
                Instant.now(),
                order::note,
                line -> System.out.println("Reading " + backup.system() + ": " + line));
    }

    /**
     * @throws dev.firedrill.verdict.BackupUnusable if the store does not exist
     * @throws Inconclusive if the list names nothing, or the deadline passes
     */
    StoreInspection inspect(ChecksumList list) {
        var faults = new Faults();
        var listName = new ListPlace(store, settings.checksums()).inStore();
        listName.flatMap(list::remove)
                .ifPresent(own -> note.accept(
                        "the list names itself; no list can hold its own digest, so that entry is left out"));
        if (list.objects().isEmpty()) {
            throw new Inconclusive(settings.checksums() + " names no object, so that nothing can be verified"
                    + "\n  Remedy: write the list anew, from the source of the objects");
        }
        weak(list);
        var compared = new StoreComparison(store, list, faults).compare(store.list(), listName);
        try (var history = ReadingHistory.open(memory, compared.readable(), now)) {
            var read = settings.contents() ? read(compared, history, faults) : new Read(0, 0, false);
            store.notes().forEach(note);
            int listed = list.objects().size();
            return new StoreInspection(
                    settings.checksums(),
                    listed,
                    new Present(compared.files(), compared.empty(), compared.bytes(), withoutDigest(compared)),
                    list.objects().stream().allMatch(one -> one.size() != ListedObject.UNKNOWN),
                    settings.contents(),
                    read,
                    faults,
                    Coverage.of(compared.readable(), history, compared.bytes(), listed, now));
        }
    }

    private static int withoutDigest(StoreComparison compared) {
        return (int) compared.readable().stream()
                .filter(file -> !file.listed().hasDigest())
                .count();
    }

    private void weak(ChecksumList list) {
        list.algorithms().forEach((algorithm, count) -> {
            if (algorithm.isWeak()) {
                note.accept("%s: %s finds damage, but not the work of somebody who means to deceive"
                        .formatted(Numbers.text(count, "object"), algorithm));
            }
        });
    }

    private Read read(StoreComparison compared, ReadingHistory history, Faults faults) {
        compared.archived().forEach(object -> faults.add(new FaultyObject(object.name(), Fault.ARCHIVED, "")));
        var readable = compared.readable();
        var plan = ReadingPlan.of(readable, history, settings.budget());
        long bytes = plan.stream().mapToLong(ListedFile::size).sum();
        note.accept("reading %s of %s, %s"
                .formatted(
                        Numbers.text(plan.size()),
                        Numbers.text(readable.size(), "object"),
                        DiskSpace.megabytes(bytes)));
        var progress = new ReadingProgress(plan.size(), bytes, say);
        new ParallelReading(store, history, faults, deadline, progress).read(plan, settings.readers());
        return new Read(
                plan.size(),
                progress.bytesRead(),
                plan.size() == readable.size() && compared.archived().isEmpty());
    }
}
