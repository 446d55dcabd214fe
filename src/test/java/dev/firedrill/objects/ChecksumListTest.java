package dev.firedrill.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.process.Command;
import dev.firedrill.store.DirectoryStore;
import dev.firedrill.store.StoredName;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as tools write them are read; what is garbled is named with its line. */
class ChecksumListTest {
    private static final String MD5 = "5d41402abc4b2a76b9719d911017c592";
    private static final String SHA256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "sha256sum, SHA256",
        "sha256sum -b, SHA256",
        "sha256sum --tag, SHA256",
        "sha512sum, SHA512",
        "sha512sum --tag, SHA512",
        "sha384sum, SHA384",
        "sha1sum, SHA1",
        "md5sum, MD5",
        "md5sum -b, MD5",
        "md5sum --tag, MD5"
    })
    void a_list_of_each_tool_is_read_odd_names_included(String tool, DigestAlgorithm algorithm) throws IOException {
        var names = new String[] {
            "plain", "with blank", "zwei\nzeilen", "back\\slash", "(a) = b", "*star", "ümlaut\u2028", "…"
        };
        for (var name : names) {
            write(name);
        }
        shell("cd objects && find . -type f -print0 | xargs -0 " + tool + " > ../list");
        var objects = read("list");
        assertThat(objects).hasSize(names.length).allSatisfy(object -> {
            assertThat(object.algorithm()).isEqualTo(algorithm);
            assertThat(object.hasDigest()).isTrue();
        });
        assertThat(objects)
                .extracting(ListedObject::name)
                .containsExactlyInAnyOrder(
                        Arrays.stream(names).map(StoredName::of).toArray(StoredName[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MD5 + "  a",
                MD5 + " *a",
                MD5 + " a",
                "MD5 (a) = " + MD5,
                "MD5(a)= " + MD5,
                "\\" + MD5 + "  a",
                MD5 + "  ./a",
                "# a remark\n\n" + MD5 + "  a\n",
                MD5 + "  a\r\n",
                "\ufeff" + MD5 + "  a\n",
                MD5 + "  a\n" + MD5 + "  a\n"
            })
    void each_form_of_a_line_is_read(String text) throws IOException {
        Files.writeString(home.resolve("list"), text);
        assertThat(read("list")).singleElement().satisfies(object -> {
            assertThat(object.name()).isEqualTo(StoredName.of("a"));
            assertThat(object.digest()).isEqualTo(MD5);
        });
    }

    @Test
    void a_name_that_is_no_utf_8_is_kept_byte_for_byte() throws IOException {
        Files.write(home.resolve("list"), (MD5 + "  caf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read("list")).singleElement().satisfies(object -> {
            assertThat(object.name()).isEqualTo(new StoredName("caf\u00e9"));
            assertThat(object.name().text()).isEqualTo("caf\\xe9");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MD5  /etc/passwd | 1 | is absolute",
                "MD5  a/../../b | 1 | leads out of the store",
                "MD5  .. | 1 | leads out of the store",
                "MD5  ./ | 1 | names no file",
                "MD5  a//b | 1 | names no file",
                "MD5 | 1 | expecting a digest and a name",
                "MD5  a~hello | 2 | expecting a digest and a name, found [hello]",
                "MD5  a~MD5x  b | 2 | expecting a digest and a name",
                "abc123  a | 1 | a digest of 6 digits",
                "BLAKE2b (a) = MD5 | 1 | the algorithm [BLAKE2b] is not known",
                "SHA512/256 (a) = SHA | 1 | the algorithm [SHA512/256] is not known",
                "SHA256 (a) = MD5 | 1 | is no digest of SHA-256",
                "MD5  a~SHA  a | 2 | says of [a] something else than line 1",
                "\\MD5  a\\qb | 1 | escapes nothing",
                "-----BEGIN PGP SIGNED MESSAGE----- | 1 | expecting a digest and a name",
                "MD5  a^~MD5  b~ | 2 | ends with LF, those before with CR LF",
                "MD5  a~MD5  b^~ | 2 | ends with CR LF, the lines before it with LF",
                "{\"objects\": [{\"name\": \"a\"},~{\"name\": 5}]} | 2 | [name] is no text",
                "{\"objects\": [{\"name\": \"a\"}~ | 2 | is no JSON",
                "{\"objects\": {}} | 1 | expecting [",
                "{} | 1 | has no key [objects]",
                "[{\"digest\": \"MD5\"}] | 1 | has no [name]",
                "[{\"name\": \"../a\"}] | 1 | leads out of the store",
                "[{\"name\": \"a\", \"size\": -1}] | 1 | [size] is no number of bytes",
                "[{\"name\": \"a\", \"size\": \"5\"}] | 1 | [size] is no number of bytes",
                "[{\"name\": \"a\", \"digest\": \"zz\"}] | 1 | is no digest",
                "[{\"name\": \"a\", \"algorithm\": \"crc32\", \"digest\": \"MD5\"}] | 1 | is no digest of crc32",
                "[{\"name\": \"a\", \"size\": 5, \"digest\": \"d41d8cd98f00b204e9800998ecf8427e\"}] | 1 | is that of no bytes",
                "[] [] | 1 | follows the end",
            })
    void what_is_garbled_is_named_with_its_line(String text, int line, String problem) throws IOException {
        var bytes = text.replace("~", "\n")
                .replace("^", "\r")
                .replaceAll("\\bMD5(?![ (])|MD5(?=  )", MD5)
                .replaceAll("\\bSHA\\b", SHA256);
        Files.writeString(home.resolve("list"), bytes);
        assertThatThrownBy(() -> read("list"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("list, line " + line + ":", problem, "no object can be verified");
    }

    @Test
    void bytes_that_are_no_list_are_refused_without_being_kept() throws IOException {
        shell("head -c 3000000 /dev/zero > list");
        assertThatThrownBy(() -> read("list")).isInstanceOf(Inconclusive.class).hasMessageContaining("this is no list");
    }

    @Test
    void an_inventory_says_size_digest_algorithm_and_when_it_was_made() throws IOException {
        Files.writeString(
                home.resolve("list"),
                """
                {"version": {"a": [1]}, "madeAt": "2026-11-22T03:14:00Z",
                 "objects": [
                   {"name": "a", "size": 5, "algorithm": "sha-256", "digest": "%s"},
                   {"name": "ü", "digest": null, "more": {"x": 1}}]}
                """
                        .formatted(SHA256.toUpperCase()));
        var list = place("list").read().list();
        assertThat(list.madeAt()).hasToString("Optional[2026-11-22T03:14:00Z]");
        assertThat(list.objects())
                .containsExactly(
                        new ListedObject(StoredName.of("a"), DigestAlgorithm.SHA256, SHA256, 5, 3),
                        new ListedObject(StoredName.of("ü"), DigestAlgorithm.SHA256, "", ListedObject.UNKNOWN, 4));
    }

    @Test
    void a_list_may_lie_apart_from_the_objects() throws IOException {
        Files.writeString(home.resolve("apart"), MD5 + "  a\n");
        assertThat(place(home.resolve("apart").toString()).read().list().objects())
                .hasSize(1);
        assertThat(place("/etc/hosts").inStore()).isEmpty();
    }

    private Collection<ListedObject> read(String list) {
        return place(list).read().list().objects();
    }

    private ListPlace place(String list) {
        return new ListPlace(new DirectoryStore(home), list);
    }

    private void shell(String command) {
        Command.of("bash", "-c", "cd '" + home + "' && " + command).runOrThrow(command);
    }

    /** Written by a shell: this JVM's locale may not have all letters. */
    private void write(String name) {
        var octal = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            octal.append("\\%03o".formatted(b & 0xff));
        }
        shell("mkdir -p objects && printf hello > 'objects/'$'" + octal + "'");
    }
}
