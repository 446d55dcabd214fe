package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupManifestTest {
    @TempDir
    Path backup;

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "/etc/passwd", "base/../../outside", "", "."})
    void a_path_that_leads_out_of_the_backup_is_refused(String path) throws Exception {
        write(file("\"Path\": \"" + path + "\""));
        assertThatThrownBy(() -> BackupManifest.read(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("outside itself: [" + path + "]");
    }

    @Test
    void a_path_in_hexadecimal_is_read_and_bound_to_the_backup_too() throws Exception {
        write(file("\"Encoded-Path\": \"" + hex("base/ä") + "\""));
        assertThat(BackupManifest.read(backup).files())
                .extracting(ManifestEntry::path)
                .containsExactly("base/ä");
        write(file("\"Encoded-Path\": \"" + hex("../x") + "\""));
        assertThatThrownBy(() -> BackupManifest.read(backup)).isInstanceOf(BackupUnusable.class);
        write(file("\"Encoded-Path\": \"ff\""));
        assertThatThrownBy(() -> BackupManifest.read(backup)).isInstanceOf(Inconclusive.class);
    }

    @Test
    void a_name_that_no_file_can_have_is_refused() throws Exception {
        write(file("\"Path\": \"base/\\u0000\""));
        assertThatThrownBy(() -> BackupManifest.read(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("names a file that cannot be");
    }

    @Test
    void a_crc_32c_is_read_as_the_server_writes_it() throws Exception {
        Files.writeString(backup.resolve("digits"), "123456789");
        // The check value of CRC-32C for these digits is e3069283; the server writes its lowest byte first.
        write("{ \"Path\": \"digits\", \"Size\": 9, \"Checksum-Algorithm\": \"CRC32C\", \"Checksum\": \"839206e3\" }");
        assertThat(BackupManifest.read(backup).verifyChecksums(backup, 1).proven())
                .isEqualTo(1);
    }

    @Test
    void a_file_without_checksum_is_not_called_proven() throws Exception {
        Files.writeString(backup.resolve("digits"), "123456789");
        write("{ \"Path\": \"digits\", \"Size\": 9 }");
        assertThat(BackupManifest.read(backup).verifyChecksums(backup, 1)).isEqualTo(new ManifestVerification(1, 9, 0));
    }

    @Test
    void more_than_20_faults_are_counted_and_20_shown() throws Exception {
        var files = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            files.append(i == 0 ? "" : ",\n").append(file("\"Path\": \"f" + i + "\""));
        }
        write(files.toString());
        assertThatThrownBy(() -> BackupManifest.read(backup).verifyFiles(backup))
                .hasMessageContainingAll("25 of 25", "f19: missing", "... and 5 more")
                .hasMessageNotContaining("f20:");
    }

    @Test
    void an_altered_manifest_is_found() throws Exception {
        write(file("\"Path\": \"base/1\""));
        var file = backup.resolve("backup_manifest");
        Files.writeString(file, Files.readString(file).replace("\"Size\": 1", "\"Size\": 2"));
        assertThatThrownBy(() -> BackupManifest.read(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContainingAll("backup_manifest", "damaged", "SHA-256");
    }

    @Test
    void a_truncated_manifest_is_found() throws Exception {
        write(file("\"Path\": \"base/1\""));
        var file = backup.resolve("backup_manifest");
        Files.writeString(file, Files.readString(file).substring(0, 120));
        assertThatThrownBy(() -> BackupManifest.read(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("expecting a last line with its checksum");
    }

    @Test
    void a_file_that_is_listed_twice_is_found() throws Exception {
        write(file("\"Path\": \"a\"") + ",\n" + file("\"Path\": \"a\""));
        assertThatThrownBy(() -> BackupManifest.read(backup))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("lists a twice");
    }

    @Test
    void without_a_manifest_nothing_can_be_told() {
        assertThatThrownBy(() -> BackupManifest.read(backup))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("no backup_manifest", "Remedy");
    }

    private static String file(String path) {
        return "{ " + path + ", \"Size\": 1, \"Last-Modified\": \"2026-11-22 10:00:00 GMT\" }";
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String files) throws IOException, java.security.NoSuchAlgorithmException {
        var text = "{ \"PostgreSQL-Backup-Manifest-Version\": 1,\n\"Files\": [\n" + files
                + "\n],\n\"WAL-Ranges\": [\n{ \"Timeline\": 1, \"Start-LSN\": \"0/28\", \"End-LSN\": \"0/100\" }\n],\n";
        var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                backup.resolve("backup_manifest"),
                text + "\"Manifest-Checksum\": \"" + HexFormat.of().formatHex(digest) + "\"}\n");
    }
}
