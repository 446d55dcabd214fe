package dev.firedrill.aws.s3;

import dev.firedrill.aws.client.AwsClients;
import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.aws.safety.OperationGuard;
import dev.firedrill.aws.safety.Ownership;
import dev.firedrill.store.ObjectStore;
import dev.firedrill.store.StoredContent;
import dev.firedrill.store.StoredName;
import dev.firedrill.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The current objects below a prefix of a bucket. A listing names the version of each, and that version is read or none;
 * so an object that is replaced between the two is either read as it was listed, or said to have changed.
 */
public final class S3Store implements ObjectStore {
    static final int WHOLE_PAGES = 1_000;

    private final S3Place place;
    private final AwsTarget target;
    private final int pageSize;
    private final ReadingTally tally = new ReadingTally();
    private AwsClients clients;
    private S3Client client;
    private BucketFacts facts;
    private S3Listing listing;

    S3Store(S3Place place, AwsTarget target) {
        this(place, target, WHOLE_PAGES);
    }

    /** @param pageSize how many objects are asked for at once */
    S3Store(S3Place place, AwsTarget target, int pageSize) {
        this.place = place;
        this.target = target;
        this.pageSize = pageSize;
    }

    @Override
    public String location() {
        return place.location();
    }

    @Override
    public synchronized List<StoredObject> list() {
        try {
            listing = pages().all();
            return listing.objects();
        } catch (SdkException e) {
            throw S3Refusal.of(e).ofListing(place);
        }
    }

    @Override
    public synchronized Optional<StoredObject> look(StoredName name) throws IOException {
        try {
            return pages().only(place.key(name)).objects().stream()
                    .filter(object -> object.name().equals(name))
                    .findFirst();
        } catch (SdkException e) {
            throw S3Refusal.of(e).ofLooking();
        }
    }

    @Override
    public StoredContent open(StoredObject seen, long offset) throws IOException {
        if (offset > 0 && offset == seen.size()) {
            return StoredContent.of(InputStream.nullInputStream());
        }
        var reading = new ObjectRequest(client(), place, seen);
        try {
            return offset > 0
                    ? StoredContent.of(new S3Stream(reading.from(offset), seen))
                    : new WholeObject(reading, tally).open();
        } catch (SdkException e) {
            throw S3Refusal.of(e).ofReading(seen);
        }
    }

    /** Each read is of the version that was listed, or fails. */
    @Override
    public boolean isStill(StoredObject seen) {
        return true;
    }

    @Override
    public boolean keepsDigests() {
        return true;
    }

    @Override
    public synchronized String absence(StoredName name) {
        return listing == null ? "" : listing.deletion(name);
    }

    @Override
    public synchronized List<String> notes() {
        var notes = new ArrayList<String>();
        if (listing != null) {
            notes.addAll(facts.notes());
            notes.addAll(listing.notes());
        }
        notes.addAll(tally.notes());
        return notes;
    }

    private ListingPages pages() {
        if (facts == null) {
            facts = BucketFacts.of(client(), place.bucket());
        }
        return new ListingPages(client(), place, facts, pageSize);
    }

    private synchronized S3Client client() {
        if (client == null) {
            clients = AwsClients.of(target, new OperationGuard(Ownership.NOTHING));
            client = clients.s3();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (clients != null) {
            clients.close();
            clients = null;
            client = null;
        }
    }
}
