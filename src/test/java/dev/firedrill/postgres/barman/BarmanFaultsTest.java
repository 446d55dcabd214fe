package dev.firedrill.postgres.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the words of barman 3.4, and of the programs that it runs. */
class BarmanFaultsTest {
    private final BarmanFaults faults = new BarmanFaults(List.of(Path.of("/b/crm/base"), Path.of("/b/crm/wals")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsync: [sender] link_stat \"/b/crm/wals/0000000100000000/000000010000000000000004\" failed: No such file or directory (2)",
                "{'ret': 2, 'out': '', 'err': '/bin/sh: 1: cannot open /b/crm/wals/0000000100000000/000000010000000000000008: No such file\\n'}",
                "{'ret': 1, 'out': '', 'err': '\\ngzip: stdin: unexpected end of file\\n'}",
                "{'ret': 1, 'out': '', 'err': '\\ngzip: stdin: invalid compressed data--crc error\\n'}",
                "Unknown backup '20200101T000000' for server 'crm'",
                "tar: Unexpected EOF in archive"
            })
    void damage_of_the_repository_fails(String said) {
        assertThatThrownBy(() -> faults.failure(said))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsync: [receiver] write failed on \"/w/data/base/5/1259\": No space left on device (28)\nrsync error: unexpected end of file",
                "rsync: [sender] send_files failed to open \"/b/crm/base/1/data/PG_VERSION\": Permission denied (13)",
                "[Errno 2] No such file or directory: 'rsync'",
                "/bin/sh: 1: zstd: not found",
                "something that nobody has seen before"
            })
    void what_the_host_lacks_proves_nothing(String said) {
        assertThat(faults.failure(said)).isInstanceOf(Inconclusive.class).hasMessageContaining(said);
    }
}
