package dev.firedrill.aws.s3;

import dev.firedrill.store.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Bytes of an object. What the SDK throws meanwhile is what any stream throws; what is not read to its end is broken off. */
final class S3Stream extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> content;
    private final StoredObject seen;
    private boolean ended;

    S3Stream(ResponseInputStream<GetObjectResponse> content, StoredObject seen) {
        super(content);
        this.content = content;
        this.seen = seen;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = content.read(bytes, offset, length);
            ended = read < 0;
            return read;
        } catch (SdkException e) {
            throw S3Refusal.of(e).ofReading(seen);
        }
    }

    /** To close it would read the rest first, however much that is. */
    @Override
    public void close() throws IOException {
        if (ended) {
            content.close();
        } else {
            content.abort();
        }
    }
}
