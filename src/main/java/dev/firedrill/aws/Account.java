package dev.firedrill.aws;

import dev.firedrill.aws.client.AwsClients;
import dev.firedrill.aws.client.AwsFault;
import dev.firedrill.verdict.Inconclusive;
import software.amazon.awssdk.core.exception.SdkException;

/** Whose credentials are used. */
public final class Account {
    private Account() {}

    /** Its number. */
    public static String of(AwsClients clients) {
        try {
            return clients.sts().getCallerIdentity().account();
        } catch (SdkException e) {
            throw AwsFault.of(e).inconclusive("asking whose the credentials are");
        }
    }

    /** @throws Inconclusive if the credentials are of another account than what is looked for */
    static void require(AwsClients clients, AwsReference reference) {
        var ours = of(clients);
        if (!ours.equals(reference.account())) {
            throw new Inconclusive(
                    "%s %s was made in account %s, and the credentials here are of account %s"
                                    .formatted(reference.service(), reference.identifier(), reference.account(), ours)
                            + "\n  Remedy: start it once more with credentials of that account; until then it stays in the ledger");
        }
    }
}
