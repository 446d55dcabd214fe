package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.lacking;
import static dev.firedrill.restore.HostFinding.met;

import dev.firedrill.process.Command;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.store.DiskSpace;
import java.util.List;

/** PostgreSQL refuses root, so root must be able to run it without its rights. */
final class ServerAccount implements HostRequirement {
    @Override
    public String subject() {
        return "account of the server";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        var way = Unprivileged.onThisHost();
        var tried = Command.of(way.command(List.of("true"))).run();
        if (tried.exitCode() != 0) {
            return lacking(
                    subject(),
                    "PostgreSQL refuses to be run by root, and this host lets root neither make user namespaces nor become"
                            + " another account: " + tried.output().strip(),
                    "run Firedrill as an ordinary user; or allow user namespaces; or install util-linux, which has unshare"
                            + " and setpriv");
        }
        var place = DiskSpace.existing(prospect.directory());
        return way.canRead(place)
                ? met(subject(), way.description())
                : lacking(
                        subject(),
                        "the account that runs servers here cannot reach " + place,
                        "put the project and its workdir: outside of directories that only root may enter, or allow"
                                + " user namespaces");
    }
}
