package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.postgres.ExaminedLog.Ending;
import dev.firedrill.process.Command;
import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a real server with a switch of timelines: sound as it is, and no byte of it changes unnoticed. */
class RecordsOfServersTest {
    private static final int SEGMENT = 16 << 20;
    private static final String WALDUMP = DebianPackages.POSTGRESQL_17 + "/pg_waldump";

    private static Path pristine;
    private static BackupLabel label;
    private static long system;

    @TempDir
    Path log;

    @BeforeAll
    static void archive_the_log_of_two_timelines(@TempDir Path home) throws Exception {
        Path backup;
        try (var production = PracticeCluster.start(home)) {
            production.archiveSegment();
            backup = production.backup("base");
            production.sql(
                    "create table orders as select n id, repeat('x', n % 1900) note from generate_series(1, 20000) n");
            production.sql("create index on orders(id)");
            production.sql("update orders set note = note || 'y' where id % 3 = 0");
            production.archiveSegment();
        }
        try (var successor = PracticeCluster.recover(home, backup, "successor", PracticeCluster.archiving(home))) {
            await().until(() -> successor.sql("select pg_is_in_recovery()").equals("f"));
            successor.sql("delete from orders where id % 7 = 0");
            successor.archiveSegment();
        }
        pristine = home.resolve("archive");
        label = BackupLabel.read(backup);
        system = ControlFile.read(backup).systemIdentifier();
    }

    @BeforeEach
    void link() throws IOException {
        PracticeCluster.link(pristine, log);
    }

    @Test
    void a_sound_log_is_whole_across_full_segments_and_a_switch_of_timelines() throws IOException {
        var examined = examine();
        assertThat(examined.fault()).isEmpty();
        assertThat(examined.unread()).isEmpty();
        assertThat(examined.records()).isGreaterThan(9_000);
        assertThat(examined.ending()).isEqualTo(Ending.SWITCH);
        assertThat(examined.altered()).isEmpty();
        assertThat(examined.reused()).isEmpty();
        assertThat(examined.newest().orElseThrow().timeline()).isEqualTo(2);
        assertThat(ExaminedRecords.segments(log))
                .as("segments, of which one is full")
                .hasSizeGreaterThan(4);
    }

    @Test
    void a_full_segment_may_be_the_newest() throws IOException {
        Files.delete(log.resolve("00000002.history"));
        var full = new Lsn(label.start().value() + SEGMENT).segment(1, SEGMENT);
        for (var file : ExaminedRecords.segments(log)) {
            if (file.getFileName().toString().compareTo(full.name()) > 0) {
                Files.delete(file);
            }
        }
        var examined = examine();
        assertThat(examined.fault()).isEmpty();
        assertThat(examined.ending()).isIn(Ending.FULL, Ending.CUT);
    }

    /** A server would not notice a small lie. */
    @Test
    void a_history_file_must_name_the_place_where_the_next_timeline_begins() throws IOException {
        var history = Files.readString(pristine.resolve("00000002.history"));
        var left = TimelineHistory.read(DirectoryWal.archive(log), 2).leftAt(1).orElseThrow();
        for (long shift : new long[] {-8, 8, -100_000}) {
            Files.delete(log.resolve("00000002.history"));
            Files.writeString(
                    log.resolve("00000002.history"),
                    history.replace(left.toString(), new Lsn(left.value() + shift).toString()));
            assertThat(examine().fault()).as("%d", shift).hasValueSatisfying(fault -> assertThat(fault.toString())
                    .contains(
                            "file 00000002.history is damaged: expecting timeline 1 to be left where a record begins"));
        }
    }

    /** Records, page headers, what stands between them, and what is behind a switch: at random places. */
    @Test
    void no_byte_of_it_changes_unnoticed() throws IOException {
        flipAndFind(40);
    }

    @Test
    @Exhaustive
    void no_byte_of_it_changes_unnoticed_wherever_it_is() throws IOException {
        flipAndFind(250);
    }

    private void flipAndFind(int times) throws IOException {
        var random = new Random(7);
        var files = asked();
        for (int i = 0; i < times; i++) {
            var file = files.get(random.nextInt(files.size()));
            long from = file.equals(files.get(0)) ? label.start().value() % SEGMENT : 40;
            long at = from + (i % 2 == 0 ? random.nextInt(20_000) : random.nextInt((int) (SEGMENT - from)));
            var name = file.getFileName().toString();
            flipped(name, at);
            var examined = examine();
            var noticed = examined.fault().isPresent() || examined.altered().contains(name);
            assertThat(noticed).as("%s at %d: %s", name, at, examined).isTrue();
            restore(name);
        }
        assertThat(examine().fault()).isEmpty();
    }

    @Test
    @NeedsTool(WALDUMP)
    void it_counts_as_pg_waldump_does() throws IOException {
        var dumped = waldump();
        var examined = ofFirstTimeline();
        assertThat(examined.records()).isEqualTo(dumped.size());
        assertThat(dumped.get(dumped.size() - 1))
                .contains("lsn: " + padded(examined.last().orElseThrow()));
    }

    /** Where the server's own reader ends, this ends, too: at the same record. */
    @Test
    @Exhaustive
    @NeedsTool(WALDUMP)
    void it_ends_at_damage_where_pg_waldump_ends() throws IOException {
        var random = new Random(11);
        var files = ExaminedRecords.segments(log).stream()
                .filter(file -> file.getFileName().toString().startsWith("00000001")
                        && file.getFileName().toString().compareTo(label.startSegment()) >= 0)
                .toList();
        int ended = 0;
        for (int i = 0; i < 60; i++) {
            var file = files.get(random.nextInt(files.size()));
            long from = file.equals(files.get(0)) ? label.start().value() % SEGMENT : 40;
            flipped(file.getFileName().toString(), from + random.nextInt(i % 3 == 0 ? 400 : 60_000));
            var examined = ofFirstTimeline();
            var dumped = waldump();
            assertThat(examined.records()).as(examined.toString()).isEqualTo(dumped.size());
            ended += examined.fault().isPresent() ? 1 : 0;
            restore(file.getFileName().toString());
        }
        assertThat(ended).isGreaterThan(15);
    }

    private ExaminedLog examine() {
        return ExaminedRecords.in(log, label.start(), label.timeline(), system, SEGMENT);
    }

    /** pg_waldump follows one timeline. */
    private ExaminedLog ofFirstTimeline() throws IOException {
        Files.deleteIfExists(log.resolve("00000002.history"));
        return examine();
    }

    private List<String> waldump() {
        var result = Command.of(
                        WALDUMP, "-p", log.toString(), "-s", label.start().toString())
                .run();
        return result.output().lines().filter(line -> line.startsWith("rmgr:")).toList();
    }

    private static String padded(Lsn position) {
        return "%X/%08X".formatted(position.value() >>> 32, position.value() & 0xFFFFFFFFL);
    }

    /** The segments that a server asks for. */
    private List<Path> asked() throws IOException {
        var newest = new ArrayList<Path>();
        var all = ExaminedRecords.segments(log);
        for (var file : all) {
            var name = file.getFileName().toString();
            if (name.substring(8).compareTo(label.startSegment().substring(8)) >= 0
                    && (name.startsWith("00000002")
                            || all.stream()
                                    .noneMatch(it ->
                                            it.getFileName().toString().equals("00000002" + name.substring(8))))) {
                newest.add(file);
            }
        }
        return newest;
    }

    private void flipped(String name, long at) throws IOException {
        restore(name);
        var copy = Files.readAllBytes(log.resolve(name));
        copy[(int) at] ^= 0x10;
        Files.delete(log.resolve(name));
        Files.write(log.resolve(name), copy);
    }

    private void restore(String name) throws IOException {
        Files.delete(log.resolve(name));
        Files.createLink(log.resolve(name), pristine.resolve(name));
    }
}
