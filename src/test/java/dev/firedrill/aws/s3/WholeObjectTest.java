package dev.firedrill.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.store.StoredName;
import dev.firedrill.store.StoredObject;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class WholeObjectTest {
    @Test
    void whatever_goes_wrong_while_it_is_opened_gives_the_connection_back() {
        var aborted = new AtomicInteger();
        var seen = new StoredObject(StoredName.of("one"), StoredObject.Kind.FILE, 3, Instant.EPOCH, "\"e\" ");
        var reading = new ObjectRequest(new OneObject(aborted), new S3Place("bucket", "app/"), seen);
        assertThatThrownBy(() -> new WholeObject(reading, null).open()).isInstanceOf(NullPointerException.class);
        assertThat(aborted).hasValue(1);
    }

    private record OneObject(AtomicInteger aborted) implements S3Client {
        @Override
        public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
            var response = GetObjectResponse.builder().eTag("\"e\"").build();
            var content = AbortableInputStream.create(InputStream.nullInputStream(), aborted::incrementAndGet);
            return new ResponseInputStream<>(response, content);
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }
}
