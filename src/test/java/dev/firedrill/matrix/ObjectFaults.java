package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inconclusive;
import static dev.firedrill.matrix.Expected.warn;

import dev.firedrill.objects.PlantedStore;
import java.util.Map;

/** Faults of files that are backups themselves, with a list of their checksums. */
final class ObjectFaults {
    private static final String ENTRY = "[{\\\"name\\\": \\\"base/0001.tar\\\", %s}]";

    private static final String SIZE_AND_DIGEST = "\\\"size\\\": 100000, \\\"digest\\\": \\\"$sum\\\"";

    private ObjectFaults() {}

    /** Puts a fault into a store. */
    @FunctionalInterface
    private interface InStore {
        void into(PlantedStore store) throws Exception;
    }

    static Category category() {
        return lists(kinds(new Category("objects")));
    }

    private static Category kinds(Category objects) {
        return objects.trial("missing", fail(Layer.OBJECTS, "objects-present"), store("rm dumps/mon.sql"))
                .trial("extra", fail(Layer.OBJECTS, "objects-listed"), store("echo x > dumps/sun.sql"))
                .trial(
                        "altered, with size and time as they were",
                        fail(Layer.OBJECTS, "objects-digests"),
                        store(
                                "touch -r dumps/tue.sql ../t; printf tuesdaY > dumps/tue.sql; touch -r ../t dumps/tue.sql"))
                .quickly()
                .trial("truncated", fail(Layer.OBJECTS, "objects-digests"), store("truncate -s 4096 base/0001.tar"))
                .trial(
                        "truncated, its size is listed",
                        fail(Layer.OBJECTS, "objects-sizes"),
                        json(SIZE_AND_DIGEST, "truncate -s 4096 base/0001.tar"))
                .trial(
                        "longer than listed",
                        fail(Layer.OBJECTS, "objects-sizes"),
                        json(SIZE_AND_DIGEST, "echo more >> base/0001.tar"))
                .trial("empty", fail(Layer.OBJECTS, "objects-digests"), store(": > base/0001.tar"))
                .trial("all empty, and listed so", fail(Layer.OBJECTS, "objects-not-empty"), trial(it -> it.shell(
                                "for f in base/* dumps/*; do : > \"$f\"; done")
                        .list()))
                .trial(
                        "two exchanged",
                        fail(Layer.OBJECTS, "objects-digests"),
                        store("mv dumps/mon.sql ../m; mv dumps/tue.sql dumps/mon.sql; mv ../m dumps/tue.sql"))
                .trial(
                        "a link in an object's place",
                        fail(Layer.OBJECTS, "objects-present"),
                        store("mv dumps/mon.sql ../mon.sql; ln -s ../../mon.sql dumps/mon.sql"))
                .trial(
                        "a pipe in an object's place",
                        fail(Layer.OBJECTS, "objects-present"),
                        store("rm dumps/mon.sql; mkfifo dumps/mon.sql"))
                .trial(
                        "a directory in an object's place",
                        fail(Layer.OBJECTS, "objects-present"),
                        store("rm dumps/mon.sql; mkdir dumps/mon.sql"))
                .trial("store empty", fail(Layer.SELECTION), store("rm -rf base dumps"))
                .trial("store missing", fail(Layer.SELECTION), store("rm -rf \"$PWD\""))
                .trial("stale", fail(Layer.OBJECTIVES), store("find . -type f -exec touch -d '3 days ago' {} +"))
                .trial("of the future", inconclusive(Layer.SELECTION), store("touch -d '2 days' base/0001.tar"));
    }

    private static Category lists(Category objects) {
        return objects.trial(
                        "digest missing",
                        inconclusive(Layer.OBJECTS, "objects-digests"),
                        json(SIZE_AND_DIGEST, "sed -i 's/, .digest.: [^}]*//' inventory.json"))
                .trial("list missing", inconclusive(Layer.SELECTION), store("rm SHA256SUMS"))
                .trial("list empty", inconclusive(Layer.OBJECTS), store(": > SHA256SUMS"))
                .trial("list garbled", inconclusive(Layer.SELECTION), store("head -c 300 /dev/zero > SHA256SUMS"))
                .trial(
                        "a line of the list garbled",
                        inconclusive(Layer.SELECTION),
                        store("sed -i '1s/^..../zzzz/' SHA256SUMS"))
                .trial("a line of the list cut", inconclusive(Layer.SELECTION), store("truncate -s -30 SHA256SUMS"))
                .trial(
                        "a line of the list removed",
                        fail(Layer.OBJECTS, "objects-listed"),
                        store("sed -i 1d SHA256SUMS"))
                .trial(
                        "a line of the list twice, with different digests",
                        inconclusive(Layer.SELECTION),
                        store("sed -n '1s/^..../0000/p' SHA256SUMS >> SHA256SUMS"))
                .trial(
                        "digest of an empty object",
                        fail(Layer.OBJECTS, "objects-digests"),
                        store("sed -i \"1s/^[0-9a-f]*/$(sha256sum < /dev/null | cut -d' ' -f1)/\" SHA256SUMS"))
                .trial(
                        "metadata alone is looked at, an object altered",
                        warn(Layer.OBJECTS, "objects-digests"),
                        trial(it -> it.with("depth: metadata").shell("printf tuesdaY > dumps/tue.sql")));
    }

    private static Trial store(String command) {
        return trial(store -> store.shell(command));
    }

    private static Trial trial(InStore fault) {
        return (bench, home) -> {
            var store = PlantedStore.in(home);
            return observed(store, fault);
        };
    }

    /** One object, and an inventory that says this of it. */
    private static Trial json(String entry, String command) {
        return (bench, home) -> {
            var store = PlantedStore.in(home)
                    .with("checksums: inventory.json")
                    .shell("sum=$(sha256sum base/0001.tar | cut -d' ' -f1); rm -rf dumps SHA256SUMS; echo \""
                            + ENTRY.formatted(entry) + "\" > inventory.json");
            return observed(store, it -> it.shell(command));
        };
    }

    private static Observation observed(PlantedStore store, InStore fault) throws Exception {
        var before = Traces.of(store.directory());
        fault.into(store);
        Traces.of(store.directory()).requireOtherThan(before);
        var reading = store.read();
        if (reading.restoration().failure().isEmpty()) {
            reading.judged();
        }
        var found = Judgement.of(reading.restoration());
        return new Observation(found, Wording.ofMessage(found.message(), Map.of()), ForeignSays.NOT_FOR_THEM);
    }
}
