package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A connection that takes base backups, as {@code pg_basebackup} does, which is not among the bundled programs. For
 * PostgreSQL 15 and newer, where the server lets us in without a password.
 *
 * <pre>{@code
 * try (var connection = ReplicationConnection.open(server.socket(), "postgres")) {
 *     connection.baseBackup("nightly", directory);
 * }
 * }</pre>
 */
public final class ReplicationConnection implements AutoCloseable {
    private final ProtocolStream protocol;
    private final AutoCloseable transport;

    private ReplicationConnection(ProtocolStream protocol, AutoCloseable transport) {
        this.protocol = protocol;
        this.transport = transport;
    }

    /**
     * Connects through a Unix socket.
     *
     * @throws Inconclusive if that fails, with the server's own words
     */
    public static ReplicationConnection open(Path socket, String user) {
        try {
            var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            return over(Channels.newInputStream(channel), Channels.newOutputStream(channel), user, channel);
        } catch (IOException e) {
            throw new Inconclusive("cannot connect to " + socket + ": " + e.getMessage(), e);
        }
    }

    /**
     * Logs in over streams that are connected to a server.
     *
     * @param transport is closed with the connection
     */
    public static ReplicationConnection over(InputStream in, OutputStream out, String user, AutoCloseable transport) {
        var connection = new ReplicationConnection(new ProtocolStream(in, out), transport);
        try {
            connection.login(user);
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e instanceof Inconclusive known
                    ? known
                    : new Inconclusive("cannot log in for replication: " + e.getMessage(), e);
        }
    }

    private void login(String user) throws IOException {
        protocol.start("user", user, "replication", "true", "application_name", "firedrill");
        while (true) {
            var message = protocol.next();
            if (message.type() == 'R' && ByteBuffer.wrap(message.content()).getInt() != 0) {
                throw new Inconclusive("the server asks for a password; base backups are taken only where the server"
                        + " trusts the socket");
            }
            if (message.type() == 'Z') {
                return;
            }
        }
    }

    /**
     * Takes a base backup with a {@code backup_manifest} with SHA-256 checksums and without WAL, which an archive must
     * hold.
     *
     * @param label its name, as {@code backup_label} will show it
     * @param directory an empty or missing directory, which becomes the backup
     * @throws Inconclusive if it cannot be taken; what is in the directory then is no backup
     */
    public void baseBackup(String label, Path directory) {
        try {
            protocol.query("BASE_BACKUP (LABEL '" + label.replace("'", "''")
                    + "', CHECKPOINT 'fast', WAIT false, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')");
            var manifest = false;
            while (true) {
                var message = protocol.next();
                if (message.type() == 'H') {
                    manifest = new BaseBackupStream(protocol).receive(directory);
                } else if (message.type() == 'Z') {
                    break;
                }
            }
            if (!manifest) {
                throw new Inconclusive("the server ended the base backup without sending a manifest");
            }
        } catch (IOException e) {
            throw new Inconclusive("the base backup broke off: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (var closed = transport) {
            protocol.terminate();
        } catch (Exception e) {
            // The server may have gone first; then nothing is left to be closed.
        }
    }
}
