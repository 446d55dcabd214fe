package dev.firedrill.store.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile or damaged tar file may hold: it is refused with its name, and nothing is written elsewhere. */
class TarUnpackingTest {
    @TempDir
    Path home;

    @Test
    void files_and_directories_are_written_for_their_owner_only() throws IOException {
        var content = new byte[3_000_000];
        Arrays.fill(content, (byte) 7);
        unpack(new PlantedTar()
                .directory("./a/")
                .file("a/empty", "")
                .file("a/large", content)
                .file("not/announced", "x")
                .ended());
        assertThat(written()).containsOnlyKeys("a/empty", "a/large", "not/announced");
        assertThat(target().resolve("a/large")).hasBinaryContent(content);
        assertThat(mode("a")).isEqualTo("rwx------");
        assertThat(mode("not")).isEqualTo("rwx------");
        assertThat(mode("a/large")).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "a/../../outside", "/tmp/firedrill-outside", "a//b", "a/./b", "..", ""})
    void a_name_that_leads_elsewhere_is_refused(String name) throws IOException {
        refused(new PlantedTar().file("first", "1").file(name, "x").ended(), "names a file outside itself");
        assertThat(home.resolve("outside")).doesNotExist();
        assertThat(Path.of("/tmp/firedrill-outside")).doesNotExist();
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments('1', "a hard link, [evil]"),
                arguments('3', "a device, [evil]"),
                arguments('4', "a device, [evil]"),
                arguments('6', "a pipe, [evil]"),
                arguments('S', "a sparse file, [evil]"),
                arguments('Z', "something of an unknown type, [evil]"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void what_is_neither_file_nor_directory_is_refused(char type, String said) throws IOException {
        refused(new PlantedTar().entry(type, "evil", "/etc/passwd", new byte[0]).ended(), said);
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(chars = {'x', 'g', 'L', 'K'})
    void extended_headers_are_not_read(char type) {
        var tar = new PlantedTar()
                .entry(type, "header", "", "20 path=../outside\n".getBytes())
                .ended();
        assertThatThrownBy(() -> unpack(tar))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll(archive().toString(), "extended header (type " + type + ")", "ustar");
    }

    @Test
    void a_symbolic_link_is_never_written_and_so_never_written_through() throws IOException {
        unpack(new PlantedTar()
                .link("out", home.toString())
                .file("out/side", "x")
                .ended());
        assertThat(Files.isSymbolicLink(target().resolve("out"))).isFalse();
        assertThat(home.resolve("side")).doesNotExist();
        assertThat(written()).containsOnlyKeys("out/side");
    }

    @Test
    void a_name_that_comes_twice_is_refused() throws IOException {
        refused(new PlantedTar().file("a", "1").file("a", "2").ended(), "names [a] twice");
        assertThat(target().resolve("a")).hasContent("1");
    }

    @Test
    void a_file_in_the_place_of_a_directory_and_the_other_way_round_are_refused() throws IOException {
        refused(
                new PlantedTar().directory("a").file("a", "1").ended(),
                "names [a] twice, or as a file and as a directory");
        clear();
        refused(new PlantedTar().file("a", "1").directory("a").ended(), "names [a] twice");
        clear();
        refused(new PlantedTar().file("a", "1").file("a/b", "2").ended(), "names [a/b] twice, or as a file");
    }

    @Test
    void odd_names_are_names_and_cannot_pass_for_lines_of_a_message() throws IOException {
        unpack(new PlantedTar()
                .file("it's \"quoted\"", "1")
                .file("two\nlines", "2")
                .ended());
        assertThat(written()).containsOnlyKeys("it's \"quoted\"", "two\nlines");
        clear();
        var twice =
                new PlantedTar().file("two\nlines", "1").file("two\nlines", "2").ended();
        refused(twice, "[two\\x0alines] twice");
    }

    @Test
    void a_path_of_255_bytes_is_read_from_both_of_its_parts() throws IOException {
        var header = PlantedTar.header('0', "f".repeat(99).getBytes(), "", 0);
        PlantedTar.put(header, 345, "d".repeat(154));
        unpack(new PlantedTar().raw(PlantedTar.withChecksum(header)).ended());
        assertThat(written()).containsOnlyKeys("d".repeat(154) + "/" + "f".repeat(99));
    }

    @Test
    void a_name_that_is_no_utf_8_is_said_in_hexadecimal() {
        var name = new byte[] {'a', (byte) 0xFF, (byte) 0xFE};
        var tar = new PlantedTar().raw(PlantedTar.header('0', name, "", 0)).ended();
        assertThatThrownBy(() -> unpack(tar))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("no UTF-8, hexadecimal " + HexFormat.of().formatHex(name));
    }

    @Test
    void a_header_with_a_wrong_checksum_is_damage() throws IOException {
        var tar = new PlantedTar().file("a", "1").file("b", "2").ended();
        tar[1024 + 5] = 'x';
        refused(tar, "cannot be unpacked: a header with a wrong checksum");
    }

    @Test
    void sizes_that_are_none_are_damage() throws IOException {
        var negative = PlantedTar.header('0', "a".getBytes(), "", 0);
        Arrays.fill(negative, 124, 136, (byte) 0xFF);
        refused(new PlantedTar().raw(PlantedTar.withChecksum(negative)).ended(), "a size below zero");
        clear();
        var words = PlantedTar.header('0', "a".getBytes(), "", 0);
        PlantedTar.put(words, 124, "many");
        refused(new PlantedTar().raw(PlantedTar.withChecksum(words)).ended(), "a number that is none");
        clear();
        var huge = PlantedTar.header('0', "a".getBytes(), "", 0);
        Arrays.fill(huge, 124, 136, (byte) 0x7F);
        huge[124] = (byte) 0x80;
        refused(new PlantedTar().raw(PlantedTar.withChecksum(huge)).ended(), "a number that is too large");
        clear();
        var exabytes = PlantedTar.header('0', "a".getBytes(), "", 0);
        Arrays.fill(exabytes, 124, 136, (byte) 0);
        exabytes[124] = (byte) 0x80;
        exabytes[128] = 0x3F;
        refused(new PlantedTar().raw(PlantedTar.withChecksum(exabytes)).ended(), "it breaks off");
    }

    /** Files of more than 8 GiB are named so. */
    @Test
    void a_size_may_be_a_binary_number() throws IOException {
        var header = PlantedTar.header('0', "a".getBytes(), "", 0);
        Arrays.fill(header, 124, 136, (byte) 0);
        header[124] = (byte) 0x80;
        header[135] = 5;
        unpack(new PlantedTar()
                .raw(PlantedTar.withChecksum(header))
                .raw("12345".getBytes())
                .raw(new byte[507])
                .ended());
        assertThat(target().resolve("a")).hasContent("12345");
    }

    @Test
    void without_its_end_an_archive_breaks_off() throws IOException {
        var tar = new PlantedTar().file("a", "1").file("b", "2");
        refused(tar.bytes(), "it breaks off: expecting two blocks of zeros at its end");
        clear();
        refused(Arrays.copyOf(tar.ended(), tar.bytes().length - 512), "it breaks off");
        clear();
        refused(new byte[0], "it breaks off");
    }

    @Test
    void what_follows_the_end_is_no_part_of_it() throws IOException {
        var tar = new PlantedTar().file("a", "1");
        tar.ended();
        unpack(tar.raw(new byte[9000]).bytes());
        clear();
        refused(tar.file("b", "2").ended(), "its end is followed by something else");
        clear();
        var one = new PlantedTar().file("a", "1").raw(new byte[512]).file("b", "2");
        refused(one.ended(), "one block of zeros is followed by something else");
    }

    @Test
    void a_pipe_in_the_place_of_an_archive_does_not_block_for_ever() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", archive().toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(this::unpackFile)
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll(archive().toString(), "a pipe");
    }

    @Test
    void a_missing_archive_is_named() {
        assertThatThrownBy(this::unpackFile)
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll(archive().toString(), "it is missing");
    }

    @Test
    void no_thread_is_left_behind() throws IOException {
        refused(new PlantedTar().file("a", new byte[20_000_000]).file("a", "2").ended(), "twice");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("firedrill-read-ahead"));
    }

    private void refused(byte[] tar, String words) {
        assertThatThrownBy(() -> unpack(tar))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("FAIL", archive().toString(), "cannot be unpacked", words);
    }

    private void unpack(byte[] tar) throws IOException {
        Files.write(archive(), tar);
        unpackFile();
    }

    private void unpackFile() throws IOException {
        Files.createDirectories(target());
        try (var unpacking = new TarUnpacking()) {
            unpacking.unpack(new Archive(archive(), Compression.NONE), new Everything());
        }
    }

    /** Takes whatever comes, as nobody should: what is refused here is refused everywhere. */
    private final class Everything implements Contents {
        @Override
        public Place place(TarEntry entry) {
            return Place.at(target().resolve(entry.name()));
        }

        @Override
        public void unpacked(long unpacked) {
            assertThat(unpacked).isNotNegative();
        }
    }

    private Path archive() {
        return home.resolve("planted.tar");
    }

    private Path target() {
        return home.resolve("target");
    }

    private void clear() throws IOException {
        try (var files = Files.walk(target())) {
            for (var file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    private TreeMap<String, String> written() throws IOException {
        var found = new TreeMap<String, String>();
        try (var files = Files.walk(target())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                found.put(target().relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return found;
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(target().resolve(name)));
    }
}
