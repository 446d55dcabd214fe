package dev.firedrill.objects;

import dev.firedrill.backup.Backup;
import dev.firedrill.store.ObjectStore;
import dev.firedrill.store.StoredObject;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What lies in a store now, described as one backup: it is listed once, when it is first asked for. */
final class StoreSnapshot {
    /** How far the clocks of two machines may differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final ObjectStore store;
    private final ListPlace place;
    private final String system;
    private final String copy;
    private final Optional<Instant> asOf;
    private Backup backup;
    private Instant takenAt;

    /** @param asOf the moment of the assumed failure, if it is fixed: what was written later does not make it young */
    StoreSnapshot(ObjectStore store, String checksums, String system, String copy, Optional<Instant> asOf) {
        this.store = store;
        this.place = new ListPlace(store, checksums);
        this.system = system;
        this.copy = copy;
        this.asOf = asOf;
    }

    /**
     * Called after its list, as it is now: {@code SHA256SUMS-3fa2b1c0}.
     *
     * @throws BackupUnusable if the store is missing or empty
     * @throws Inconclusive if there is no list, or it cannot be understood
     */
    Backup backup() {
        take();
        return backup;
    }

    /** When it had been listed. */
    Instant takenAt() {
        take();
        return takenAt;
    }

    private void take() {
        if (backup != null) {
            return;
        }
        try (store) {
            backup = described(store.list().stream()
                    .filter(object -> object.kind().isFile())
                    .filter(object ->
                            !place.inStore().filter(object.name()::equals).isPresent())
                    .toList());
        }
    }

    private Backup described(List<StoredObject> files) {
        if (files.isEmpty()) {
            throw new BackupUnusable(store.location() + " is empty: expecting the objects that " + place.location()
                    + " lists, found none");
        }
        var read = place.read();
        var listed = files.stream()
                .filter(file -> read.list().find(file.name()).isPresent())
                .toList();
        var newest = newest(listed.stream().filter(this::isOfThen))
                .or(() -> newest(listed.stream()))
                .or(() -> newest(files.stream()))
                .orElseThrow();
        takenAt = Instant.now();
        return new Backup(
                place.fileName() + "-" + read.digest().substring(0, 8),
                system,
                copy,
                store.location(),
                madeAt(read.list(), newest),
                files.stream().mapToLong(StoredObject::size).sum(),
                Map.of(
                        "objects", Integer.toString(files.size()),
                        "list", place.location(),
                        "listSha256", read.digest()));
    }

    private static Optional<StoredObject> newest(Stream<StoredObject> files) {
        return files.max(Comparator.comparing(StoredObject::modifiedAt));
    }

    private boolean isOfThen(StoredObject object) {
        return asOf.filter(object.modifiedAt()::isAfter).isEmpty();
    }

    /** An inventory that is written anew each day does not make old objects young, nor does copying them. */
    private Instant madeAt(ChecksumList list, StoredObject newest) {
        var written = notOfTheFuture(newest);
        return list.madeAt().filter(written::isAfter).orElse(written);
    }

    private Instant notOfTheFuture(StoredObject newest) {
        if (newest.modifiedAt().isAfter(takenAt.plus(CLOCKS))) {
            throw new Inconclusive("the age of the objects in %s cannot be told: %s was written at %s, and it is %s now"
                    .formatted(store.location(), newest.name(), newest.modifiedAt(), takenAt));
        }
        return newest.modifiedAt().isAfter(takenAt) ? takenAt : newest.modifiedAt();
    }
}
