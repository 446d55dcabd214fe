package dev.firedrill.aws;

import dev.firedrill.aws.safety.Ownership;
import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What this process wrote into the ledger, or found there, and so may change and delete. */
public final class OwnResources implements Ownership {
    private static final int ARN_PARTS = 7;

    private final Duration settling;
    private final Set<AwsReference> noted = ConcurrentHashMap.newKeySet();
    private final Set<AwsReference> settled = ConcurrentHashMap.newKeySet();

    /**
     * @param settling how long after it was written down something may still appear that a process asked for and then
     *     ended, and how long its tags may stay away
     */
    public OwnResources(Duration settling) {
        this.settling = settling;
    }

    public Duration settling() {
        return settling;
    }

    /**
     * It stands in the ledger, and is asked for now.
     *
     * @throws Inconclusive if its name is none that we give: whatever wrote that into the ledger, it was no restore
     */
    public void note(AwsReference reference) {
        if (!reference.identifier().startsWith(OwnTags.PREFIX)) {
            throw new Inconclusive("%s is not ours, and was not touched: expecting its name to begin with %s"
                            .formatted(reference, OwnTags.PREFIX)
                    + "\n  Remedy: find out who wrote it into the ledger, then delete the entry");
        }
        noted.add(reference);
    }

    /** It is not there, and will not be: AWS refused to make it, or it was seen to be gone. */
    public void settle(AwsReference reference) {
        settled.add(reference);
    }

    /** Whether it is known for sure that what is not there now will not appear later either. */
    public boolean isSettled(AwsReference reference) {
        return settled.contains(reference);
    }

    @Override
    public boolean owns(String service, String identifier) {
        return noted.stream()
                .anyMatch(reference -> reference.service().equals(service)
                        && (reference.identifier().equals(identifier) || isArnOf(reference, identifier)));
    }

    /** Such as {@code arn:aws:rds:us-east-1:111122223333:db:firedrill-1}. */
    private static boolean isArnOf(AwsReference reference, String text) {
        var parts = text.split(":", -1);
        return parts.length == ARN_PARTS
                && parts[0].equals("arn")
                && parts[2].equals(reference.service())
                && parts[3].equals(reference.target().region())
                && parts[6].equals(reference.identifier());
    }
}
