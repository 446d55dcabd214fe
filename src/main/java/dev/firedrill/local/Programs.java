package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.lacking;
import static dev.firedrill.restore.HostFinding.met;
import static dev.firedrill.restore.HostFinding.notYetKnown;

import dev.firedrill.process.Command;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.restore.HostFinding;
import java.util.List;

/** PostgreSQL of the backup's major version, which the server's account may run. */
final class Programs implements HostRequirement {
    @Override
    public String subject() {
        return "programs";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        if (prospect.major().isEmpty()) {
            return notYetKnown(subject(), "which version wrote the backup is known after it is restored");
        }
        var chosen = prospect.choose();
        var server = chosen.binaries().program("postgres");
        var tried = Command.of(Unprivileged.onThisHost().command(List.of(server, "--version")))
                .run();
        return tried.exitCode() == 0
                ? met(subject(), chosen.toString())
                : lacking(
                        subject(),
                        "the account that runs servers here cannot run " + server + ": "
                                + tried.output().strip(),
                        "let it enter the directories above, or set another place with binaries: in firedrill.yaml,"
                                + " for the bundled ones with -Dfiredrill.binaries=DIRECTORY");
    }
}
