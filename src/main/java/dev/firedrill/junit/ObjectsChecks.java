package dev.firedrill.junit;

import dev.firedrill.config.ListedRestore;
import dev.firedrill.objects.ObjectsAssert;
import dev.firedrill.objects.ObjectsInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.util.List;
import java.util.function.Consumer;

/** What is checked of objects that are read in place. A restore time and a loss cannot be told of them. */
final class ObjectsChecks {
    private ObjectsChecks() {}

    static List<BuiltInCheck> of(ListedRestore restore) {
        var cadences = restore.cadences();
        return List.of(
                rule("objects-digests", "checksums", cadences, ObjectsAssert::matchesItsChecksums),
                rule("objects-present", "no object is missing", cadences, ObjectsAssert::hasEveryListedObject),
                rule("objects-listed", "no object is extra", cadences, ObjectsAssert::hasNoUnlistedObject),
                rule("objects-sizes", "sizes as listed", cadences, ObjectsAssert::hasListedSizes),
                rule("objects-not-empty", "there is content", cadences, ObjectsAssert::isNotEmpty),
                rule("objects-coverage", "read within 30 days", cadences, ObjectsAssert::wasReadWithin30Days),
                rule("objects-size", "size as on former days", cadences, ObjectsAssert::hasUsualSize),
                new BuiltInCheck("backup-age", "age of the newest object", cadences, it -> it.assertThat()
                        .hasRecentBackup()));
    }

    private static BuiltInCheck rule(String id, String title, List<String> cadences, Consumer<ObjectsAssert> rule) {
        return new BuiltInCheck(id, title, cadences, restoration -> rule.accept(objects(restoration)));
    }

    private static ObjectsAssert objects(Restoration restoration) {
        if (restoration.instance().orElseThrow() instanceof ObjectsInstance objects) {
            return objects.assertThat();
        }
        throw new Inconclusive(restoration.headline() + ": these are no objects");
    }
}
