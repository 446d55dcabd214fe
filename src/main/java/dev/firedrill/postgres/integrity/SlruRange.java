package dev.firedrill.postgres.integrity;

import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of a simple LRU log such as {@code pg_xact}: numbered items, so many on a page, 32 pages in a file. A server
 * reads a page that is missing as an error, or, while it recovers, as zeros, by which rows vanish.
 *
 * @param directory from the data directory
 * @param pageSize in bytes
 * @param itemsOfPage how many items a page has
 * @param items how many there are before numbers begin anew
 * @param first the first item that is needed
 * @param count how many items from there are needed
 */
record SlruRange(String directory, int pageSize, long itemsOfPage, long items, long first, long count) {
    static final int PAGES_OF_SEGMENT = 32;

    /** What is missing of it. */
    List<PageFault> faults(Path data) {
        var faults = new ArrayList<PageFault>();
        for (long page : lastPages()) {
            var name = name(page);
            long needed = (page % PAGES_OF_SEGMENT + 1) * pageSize;
            long found = size(data.resolve(name));
            if (found < 0) {
                faults.add(new PageFault(
                        name,
                        "missing, although the control file needs items %d to %d of %s"
                                .formatted(first, last(), directory)));
            } else if (found < needed || found % pageSize != 0) {
                faults.add(new PageFault(
                        name, "expecting at least %,d bytes in whole pages, but found %,d".formatted(needed, found)));
            }
        }
        return faults;
    }

    /** Pages that are needed as a whole and hold nothing but zeros, by file. */
    List<String> emptyPages(Path data) {
        var empty = new ArrayList<String>();
        for (long page : lastPages()) {
            var file = data.resolve(name(page));
            long firstPage = page - page % PAGES_OF_SEGMENT;
            try {
                var content = Files.readAllBytes(file);
                int pages = 0;
                for (long at = firstPage; at <= page; at++) {
                    boolean whole = at * itemsOfPage >= first && (at + 1) * itemsOfPage <= first + count;
                    pages += whole && isEmpty(content, (int) (at - firstPage)) ? 1 : 0;
                }
                if (pages > 0) {
                    empty.add(name(page) + " (" + pages + " pages)");
                }
            } catch (IOException e) {
                throw UnreadableFile.of(file, e);
            }
        }
        return empty;
    }

    private boolean isEmpty(byte[] content, int page) {
        for (int i = page * pageSize; i < (page + 1) * pageSize; i++) {
            if (content[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The last page that is needed of each file. */
    private List<Long> lastPages() {
        var pages = new ArrayList<Long>();
        if (count <= 0) {
            return pages;
        }
        long wrap = (items + itemsOfPage - 1) / itemsOfPage;
        long begin = first / itemsOfPage;
        long end = (first + count - 1) / itemsOfPage;
        for (long page = begin; page <= end; page++) {
            boolean endsFile = (page % wrap + 1) % PAGES_OF_SEGMENT == 0 || page % wrap == wrap - 1;
            if (endsFile || page == end) {
                pages.add(page % wrap);
            }
        }
        return pages;
    }

    /** The file that the page lies in. */
    String name(long page) {
        return directory + "/%04X".formatted(page / PAGES_OF_SEGMENT);
    }

    private long last() {
        return (first + count - 1) % items;
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : -1;
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }
}
