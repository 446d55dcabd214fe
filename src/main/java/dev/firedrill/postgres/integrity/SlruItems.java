package dev.firedrill.postgres.integrity;

import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** Items of a numbered log, such as {@code pg_xact}, one by one; for one thread. */
final class SlruItems {
    private final Path data;
    private final SlruRange range;
    /** By the number of the file; empty where there is none. Mapped: there may be more of it than memory. */
    private final Map<Long, ByteBuffer> files = new HashMap<>();

    SlruItems(Path data, SlruRange range) {
        this.data = data;
        this.range = range;
    }

    long itemsOfPage() {
        return range.itemsOfPage();
    }

    /** Whether the cluster needs this item: no older one, whose number may be used anew, and none to come. */
    boolean needs(long item) {
        return Math.floorMod(item - range.first(), range.items()) < range.count();
    }

    void forEach(LongConsumer action) {
        for (long i = 0; i < range.count(); i++) {
            action.accept((range.first() + i) % range.items());
        }
    }

    /**
     * The four bytes at a place in an item's page, lowest first; 0 where the file ends before.
     *
     * @param at from the beginning of the page
     */
    int word(long item, int at) {
        long page = item / range.itemsOfPage();
        var file = files.computeIfAbsent(page / SlruRange.PAGES_OF_SEGMENT, any -> map(range.name(page)));
        int place = (int) (page % SlruRange.PAGES_OF_SEGMENT) * range.pageSize() + at;
        return place + Integer.BYTES <= file.capacity() ? file.getInt(place) : 0;
    }

    private ByteBuffer map(String name) {
        var path = data.resolve(name);
        if (!Files.isRegularFile(path)) {
            return ByteBuffer.allocate(0);
        }
        try (var channel = FileChannel.open(path)) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw UnreadableFile.of(path, e);
        }
    }
}
