package dev.firedrill.objects;

import dev.firedrill.store.DiskSpace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts what is being read, and says now and then how far it is. */
final class ReadingProgress {
    private static final long PAUSE = Duration.ofSeconds(15).toNanos();

    private final int objects;
    private final long bytes;
    private final Consumer<String> out;
    private final AtomicInteger objectsRead = new AtomicInteger();
    private final LongAdder bytesRead = new LongAdder();
    private final AtomicLong saidAt = new AtomicLong(System.nanoTime());

    /**
     * @param objects how many are to be read
     * @param bytes how many they have together
     */
    ReadingProgress(int objects, long bytes, Consumer<String> out) {
        this.objects = objects;
        this.bytes = bytes;
        this.out = out;
    }

    void bytes(int length) {
        bytesRead.add(length);
        long last = saidAt.get();
        long now = System.nanoTime();
        if (now - last > PAUSE && saidAt.compareAndSet(last, now)) {
            out.accept("%,d of %,d objects, %s of %s"
                    .formatted(
                            objectsRead.get(),
                            objects,
                            DiskSpace.megabytes(bytesRead.sum()),
                            DiskSpace.megabytes(bytes)));
        }
    }

    void object() {
        objectsRead.incrementAndGet();
    }

    long bytesRead() {
        return bytesRead.sum();
    }
}
