package dev.firedrill.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.evidence.EvidenceLog;
import dev.firedrill.evidence.RecordedPasses;
import dev.firedrill.process.Command;
import dev.firedrill.restore.Deadline;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.restore.Run;
import dev.firedrill.store.DirectoryStore;
import dev.firedrill.store.DirectoryStores;
import dev.firedrill.store.ObjectStore;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A store of a few objects in a directory, into which tests plant faults, read through the real path of a restore. */
public final class PlantedStore {
    static final List<Consumer<ObjectsAssert>> RULES = List.of(
            ObjectsAssert::matchesItsChecksums,
            ObjectsAssert::hasEveryListedObject,
            ObjectsAssert::hasNoUnlistedObject,
            ObjectsAssert::hasListedSizes,
            ObjectsAssert::isNotEmpty,
            ObjectsAssert::wasReadWithin30Days);

    private final Path home;
    private final Path directory;
    private String keys = "";

    private PlantedStore(Path home) {
        this.home = home;
        this.directory = home.resolve("store");
    }

    /** Three dumps and a base backup, listed by sha256sum. */
    public static PlantedStore in(Path home) throws IOException {
        var store = new PlantedStore(home);
        store.write("dumps/mon.sql", "monday");
        store.write("dumps/tue.sql", "tuesday");
        store.write("dumps/wed night.sql", "wednesday");
        store.write("base/0001.tar", "x".repeat(100_000));
        store.list();
        return store;
    }

    /** One that was planted before. */
    static PlantedStore at(Path home) {
        return new PlantedStore(home);
    }

    public Path directory() {
        return directory;
    }

    Path home() {
        return home;
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    public PlantedStore write(String name, String content) throws IOException {
        Files.createDirectories(file(name).getParent());
        Files.writeString(file(name), content);
        return this;
    }

    /** Lists all files, as users do. */
    public PlantedStore list() {
        return shell("find . -type f ! -name SHA256SUMS -print0 | xargs -0 sha256sum > SHA256SUMS");
    }

    public PlantedStore shell(String command) {
        Command.of("bash", "-c", "cd '" + directory + "' && " + command).runOrThrow(command);
        return this;
    }

    /** More keys of {@code backup:}. */
    public PlantedStore with(String more) {
        keys += ", " + more;
        return this;
    }

    public Reading read() throws IOException {
        return read(home, "{type: directory, directory: '%s'%s}".formatted(directory, keys));
    }

    /** Reads any store, through the real path of a restore. */
    public static Reading read(Path home, String backup) throws IOException {
        var yaml =
                """
                defaults: {workdir: ./work}
                systems:
                  archive:
                    engine: objects
                    backup: %s
                """
                        .formatted(backup);
        var configuration = ConfigurationReader.read(Files.writeString(home.resolve("firedrill.yaml"), yaml));
        var run = new Run(configuration, "ad hoc", "", Instant.now(), List.of());
        var path = new RestorePath(
                run,
                Platforms.installed(),
                Ledger.in(configuration.state()),
                1,
                RecordedPasses.in(configuration.state()));
        var request = new RestoreRequest("archive", "", "", "", false, "PlantedStore");
        var restoration = path.restore(configuration.system("archive", "PlantedStore"), request);
        return new Reading(run, restoration);
    }

    /** Inspects it as if it were that moment. */
    StoreInspection inspect(ObjectStore store, Instant now, Deadline deadline) {
        return inspect(store, now, deadline, "50GB");
    }

    StoreInspection inspect(Instant now, String budget) {
        return inspect(new DirectoryStore(directory), now, Deadline.in(Duration.ofMinutes(1)), budget);
    }

    private StoreInspection inspect(ObjectStore store, Instant now, Deadline deadline, String budget) {
        var source = new BackupSource(
                "test", "directory", Map.of("directory", directory.toString(), "budget", budget), home);
        var settings = ObjectsSettings.of(source, new DirectoryStores());
        var list = new ListPlace(store, settings.checksums()).read().list();
        return new StoreInspector(store, settings, home.resolve("memory.jsonl"), deadline, now, line -> {}, line -> {})
                .inspect(list);
    }

    /** What one run made of the store. */
    public record Reading(Run run, Restoration restoration) {
        public ObjectsInstance instance() {
            assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
            return (ObjectsInstance) restoration.instance().orElseThrow();
        }

        /** Evaluates every rule; what each threw is in its outcome. */
        public Reading judged() {
            var objects = instance();
            RULES.forEach(rule -> catchThrowable(() -> rule.accept(objects.assertThat())));
            return this;
        }

        public RuleOutcome rule(String id) {
            return restoration.rules().stream()
                    .filter(rule -> rule.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }

        /** One rule is of that verdict, with these words; all others hold, but that what is not there matches no digest. */
        public Reading isRedOnlyBy(String id, Verdict verdict, String... words) {
            judged();
            boolean unmatched = Set.of("objects-present", "objects-sizes", "objects-not-empty")
                    .contains(id);
            assertThat(restoration.rules())
                    .filteredOn(rule -> rule.verdict() != Verdict.PASS)
                    .extracting(RuleOutcome::id)
                    .containsExactlyInAnyOrderElementsOf(unmatched ? List.of(id, "objects-digests") : List.of(id));
            assertThat(rule(id).verdict()).as(rule(id).message()).isEqualTo(verdict);
            assertThat(rule(id).message()).contains(words);
            assertThat(restoration.verdict()).isEqualTo(verdict);
            return this;
        }

        /** The restoration itself did not succeed. */
        public Reading refused(Verdict verdict, String... words) {
            assertThat(restoration.failure()).isPresent();
            assertThat(restoration.failure().get()).hasMessageContainingAll(words);
            assertThat(restoration.verdict()).isEqualTo(verdict);
            return this;
        }

        public Reading isGreen() {
            judged();
            assertThat(restoration.rules())
                    .allSatisfy(rule ->
                            assertThat(rule.verdict()).as(rule.message()).isEqualTo(Verdict.PASS));
            assertThat(restoration.verdict()).isEqualTo(Verdict.PASS);
            return this;
        }

        public void recorded() {
            EvidenceLog.in(run.configuration().state()).append(run, Map.of());
        }
    }
}
