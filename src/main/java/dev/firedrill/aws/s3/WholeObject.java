package dev.firedrill.aws.s3;

import dev.firedrill.store.StoredContent;
import dev.firedrill.store.StoredDigest;
import java.io.IOException;

/**
 * An object from its first byte on, with the digest that S3 keeps of it: one request brings both. Only for a digest of
 * parts are their sizes asked for, and the object is opened anew after that.
 */
record WholeObject(ObjectRequest reading, ReadingTally tally) {
    /** Nothing is asked for while a stream is open and unread: the SDK breaks such a stream off after a while. */
    StoredContent open() throws IOException {
        var content = reading.from(0);
        try {
            var choice = DigestChoice.of(content.response(), reading.place());
            boolean ofParts = choice.filter(one -> one.parts() > 0).isPresent();
            if (ofParts) {
                content.abort();
            }
            var digest = choice.flatMap(one -> one.begin(reading, reading.seen().size()));
            if (ofParts) {
                content = reading.from(0);
            }
            tally.opened(content.response(), digest);
            return new StoredContent(new S3Stream(content, reading.seen()), digest.map(StoredDigest.class::cast));
        } catch (RuntimeException e) {
            content.abort();
            throw e;
        }
    }
}
