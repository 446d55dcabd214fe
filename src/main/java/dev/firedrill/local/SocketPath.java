package dev.firedrill.local;

import static dev.firedrill.restore.HostFinding.lacking;
import static dev.firedrill.restore.HostFinding.met;

import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.restore.HostFinding;

/** The kernel takes no longer path for a socket, and the server's lies in the work directory. */
final class SocketPath implements HostRequirement {
    @Override
    public String subject() {
        return "path of the socket";
    }

    @Override
    public HostFinding examine(Prospect prospect) {
        var directory = LocalServer.socketDirectory(prospect.directory());
        int excess = PostgresServer.excessOfSocket(directory);
        return excess <= 0
                ? met(subject(), directory + " is short enough")
                : lacking(
                        subject(),
                        "the path of the server's socket in %s would be %d bytes too long for the kernel"
                                .formatted(directory, excess),
                        "set a workdir: in firedrill.yaml that is shorter by " + excess);
    }
}
