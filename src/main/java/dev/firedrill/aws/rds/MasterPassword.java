package dev.firedrill.aws.rds;

import dev.firedrill.aws.client.AwsFault;
import dev.firedrill.postgres.Refusal;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;

/** A password of one restore alone: that of production came back with the backup, and is not known here. */
final class MasterPassword {
    /** Of a wrong password, of a server that starts or ends, of a connection that breaks. */
    private static final Set<String> MAY_PASS = Set.of("28P01", "57P03", "57P01", "08001", "08006", "08004");

    private MasterPassword() {}

    /** Asks RDS to set it. */
    static void set(RdsClient rds, String identifier, String password, Patience patience) {
        var doing = "setting a one-time password for the master user of " + identifier;
        try {
            patience.ask(
                    doing,
                    () -> rds.modifyDBInstance(it -> it.dbInstanceIdentifier(identifier)
                            .masterUserPassword(password)
                            .applyImmediately(true)));
        } catch (SdkException e) {
            throw AwsFault.of(e).inconclusive(doing);
        }
    }

    /**
     * Waits until the server lets its master user in with it, since RDS says that it was set before it holds.
     *
     * @throws Inconclusive if the deadline passes, or the server refuses for another reason
     */
    static void awaitLogin(RdsServer server, String database, Deadline deadline) {
        var last = "";
        while (true) {
            try {
                server.owner(database).close();
                return;
            } catch (SQLException e) {
                last = e.getMessage();
                requireTrust(server, e);
                if (!MAY_PASS.contains(String.valueOf(e.getSQLState()))) {
                    throw Refusal.of(e, database);
                }
            }
            deadline.check("logging in to " + server + " as its master user: " + last);
            pause();
        }
    }

    /** A certificate that is not believed will not be believed later either. */
    private static void requireTrust(RdsServer server, SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                throw new Inconclusive(
                        "the certificate of " + server + " is not believed: " + cause.getMessage()
                                + "\n  Remedy: name the certificates of RDS with caBundle: under place:",
                        failure);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while logging in", e);
        }
    }
}
