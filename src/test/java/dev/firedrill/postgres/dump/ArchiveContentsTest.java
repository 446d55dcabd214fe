package dev.firedrill.postgres.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives written by hand; those that pg_dump writes are read in the tests that restore them. */
class ArchiveContentsTest {
    private static final int CUSTOM = 1;
    private static final int TAR = 3;

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"12,1", "13,1", "14,1", "15,1", "16,1", "14,3", "16,3"})
    void every_known_version_is_read(int revision, int format) throws IOException {
        var contents = read(archive(revision, format));
        assertThat(contents.header())
                .isEqualTo(new ArchiveHeader(
                        revision,
                        format == CUSTOM,
                        DumpCompression.GZIP,
                        LocalDateTime.of(2026, 11, 22, 3, 14, 7),
                        "wiki",
                        "15.18 (Debian)",
                        "17.2"));
        assertThat(contents.header().major()).isEqualTo(17);
        assertThat(contents.entries())
                .containsExactly(
                        entry(1, "pages", "TABLE", "CREATE TABLE pages ();", "", ""),
                        entry(2, "pages", "TABLE DATA", "", "COPY pages FROM stdin;", format == TAR ? "2.dat" : ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 17})
    void another_version_is_not_guessed_at(int revision) {
        assertThatThrownBy(() -> read(archive(revision, CUSTOM)))
                .isInstanceOf(UnknownArchiveVersion.class)
                .hasMessage("archive version 1." + revision);
    }

    @Test
    void wherever_it_is_cut_it_is_damaged() throws IOException {
        var whole = archive(14, CUSTOM);
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        }
    }

    /** What a flipped byte makes of it is told as damage, or is another text; it is no accident of ours. */
    @Test
    void whatever_byte_is_flipped_reading_it_ends() throws IOException {
        var whole = archive(16, TAR);
        for (int position = 0; position < whole.length; position++) {
            var flipped = whole.clone();
            flipped[position] ^= (byte) 0xFF;
            try {
                assertThat(read(flipped).entries().size()).isLessThan(100);
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void tables_without_rows_are_told_from_tables_that_keep_theirs_elsewhere() throws IOException {
        var contents = new ArchiveContents(
                read(archive(14, CUSTOM)).header(),
                List.of(
                        entry(1, "a", "TABLE", "CREATE TABLE a ();", "", ""),
                        entry(2, "b", "TABLE", "CREATE TABLE b (\n)\nPARTITION BY RANGE (x);", "", ""),
                        entry(3, "c", "TABLE", "CREATE TABLE c ();", "", ""),
                        entry(4, "c", "TABLE DATA", "", "", "")));
        assertThat(contents.tablesWithoutData()).containsExactly("public.a");
    }

    private ArchiveContents read(byte[] bytes) throws IOException {
        return ArchiveContents.read(Files.write(home.resolve("archive"), bytes));
    }

    private static ArchiveEntry entry(
            int number, String tag, String kind, String definition, String copy, String file) {
        return new ArchiveEntry(number, tag, kind, definition, copy, "public", "", "joe", file);
    }

    private static byte[] archive(int revision, int format) {
        var out = new Archive();
        out.writeBytes("PGDMP".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {1, (byte) revision, 0, 4, 8, (byte) format});
        if (revision >= 15) {
            out.write(1);
        } else {
            out.number(-1);
        }
        for (int part : new int[] {7, 14, 3, 22, 10, 126, 0}) {
            out.number(part);
        }
        out.texts("wiki", "15.18 (Debian)", "17.2");
        out.number(2);
        out.entry(revision, format, 1, "TABLE", "CREATE TABLE pages ();", "", "");
        out.entry(revision, format, 2, "TABLE DATA", "", "COPY pages FROM stdin;", "2.dat");
        return out.toByteArray();
    }

    private static final class Archive extends ByteArrayOutputStream {
        void number(int value) {
            write(value < 0 ? 1 : 0);
            for (int i = 0; i < 4; i++) {
                write(Math.abs(value) >> (8 * i));
            }
        }

        void texts(String... texts) {
            for (var text : texts) {
                number(text.length());
                writeBytes(text.getBytes(StandardCharsets.UTF_8));
            }
        }

        void entry(int revision, int format, int id, String kind, String definition, String copy, String file) {
            number(id);
            number(1);
            texts("1259", "16385", "pages", kind);
            number(2);
            texts(definition);
            number(-1);
            texts(copy, "public");
            number(-1);
            if (revision >= 14) {
                texts("heap");
            }
            if (revision >= 16) {
                number('r');
            }
            texts("joe", "false", "1");
            number(-1);
            if (format == CUSTOM) {
                writeBytes(new byte[9]);
            } else {
                texts(file);
            }
        }
    }
}
