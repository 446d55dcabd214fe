package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.doubtful;
import static dev.firedrill.restore.HostFinding.met;
import static dev.firedrill.restore.HostFinding.notYetKnown;

import dev.firedrill.restore.HostFinding;
import java.util.List;

/** Whether the bytes of a dump's data can be told from altered ones. Where they cannot, no host can, and it is a WARN. */
final class DataBytes implements HostRequirement {
    @Override
    public String subject() {
        return "bytes of data";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        if (prospect.dump().isEmpty()) {
            return notYetKnown(subject(), "the dump is not opened yet");
        }
        var proof = prospect.dump().get().proof();
        return proof.isComplete()
                ? met(subject(), proof.text())
                : doubtful(
                        subject(),
                        proof.text(),
                        "dump with --format=custom or directory and --compress=gzip, or pipe a plain dump through gzip or"
                                + " zstd: these add checksums; what pg_dump itself writes with lz4 or zstd has none",
                        List.of("all rows of the dump"));
    }
}
