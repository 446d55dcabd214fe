package dev.firedrill.objects;

import dev.firedrill.store.ObjectStore;
import dev.firedrill.store.StoredContent;
import dev.firedrill.store.StoredName;
import dev.firedrill.store.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real store whose reads break off, as they do over a network or on a disk that dies. */
final class BrokenStore implements ObjectStore {
    /** What happens at the break. */
    interface Break {
        /** @return what is read there: -1 for an end */
        int happens() throws IOException;
    }

    private final ObjectStore whole;
    private final int breaks;
    private final Break atBreak;
    private final List<Long> openedAt = new ArrayList<>();
    private final List<Long> openedWhen = new ArrayList<>();
    private boolean atOnePlace;

    /**
     * @param breaks how many reads of each object break, each after 1,000 bytes
     */
    BrokenStore(ObjectStore whole, int breaks, Break atBreak) {
        this.whole = whole;
        this.breaks = breaks;
        this.atBreak = atBreak;
    }

    /** All reads break at the same place, as on a bad sector, and not each a piece further on. */
    BrokenStore atOnePlace() {
        atOnePlace = true;
        return this;
    }

    /** How long after the first read each was begun, in milliseconds. */
    List<Long> openedAfter() {
        return openedWhen.stream()
                .map(when -> (when - openedWhen.get(0)) / 1_000_000)
                .toList();
    }

    /** From which offsets the object was read. */
    List<Long> openedAt() {
        return openedAt;
    }

    @Override
    public String location() {
        return whole.location();
    }

    @Override
    public List<StoredObject> list() {
        return whole.list();
    }

    @Override
    public Optional<StoredObject> look(StoredName name) throws IOException {
        return whole.look(name);
    }

    @Override
    public synchronized StoredContent open(StoredObject seen, long offset) throws IOException {
        var in = whole.open(seen, offset);
        if (!seen.name().text().equals("base/0001.tar")) {
            return in;
        }
        openedAt.add(offset);
        openedWhen.add(System.nanoTime());
        return openedAt.size() > breaks ? in : StoredContent.of(new Breaking(in.stream(), atOnePlace ? offset : 0));
    }

    private final class Breaking extends FilterInputStream {
        private int left;

        Breaking(InputStream in, long readBefore) {
            super(in);
            left = (int) Math.max(0, 1_000 - readBefore);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return atBreak.happens();
            }
            int read = super.read(bytes, offset, Math.min(length, left));
            left -= read;
            return read;
        }
    }
}
