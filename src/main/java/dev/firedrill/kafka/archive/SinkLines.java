package dev.firedrill.kafka.archive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.firedrill.store.ObjectStore;
import dev.firedrill.store.archive.Compression;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** The lines of one file of a sink: JSON, or bytes as they were. Each ends with a line feed, the last one too. */
final class SinkLines {
    private static final int LONGEST = 96 << 20;
    private static final int BUFFER = 1 << 16;

    private final SinkFile file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;

    SinkLines(SinkFile file) {
        this.file = file;
    }

    /**
     * Reads them all.
     *
     * @return how many there are
     * @throws BackupUnusable if it breaks off, contradicts its checksum, or has a line that is none
     * @throws Inconclusive if it cannot be read
     */
    long read(ObjectStore store, Consumer<byte[]> sink) {
        try (var raw = new Unfiltered(open(store), file);
                var content = new BufferedInputStream(
                        file.compressed() ? Compression.GZIP.open(new BufferedInputStream(raw, BUFFER)) : raw,
                        BUFFER)) {
            for (int next = content.read(); next >= 0; next = content.read()) {
                take(next, sink);
            }
        } catch (IOException e) {
            throw damaged(e.getMessage(), e);
        }
        if (file.object().size() == 0) {
            throw damaged("it is empty, and the sink writes no file without a record", null);
        }
        if (line.size() > 0) {
            throw damaged("it breaks off in a line", null);
        }
        return number;
    }

    private InputStream open(ObjectStore store) {
        try {
            return store.open(file.object(), 0).stream();
        } catch (IOException e) {
            throw new Inconclusive("cannot read " + file + ": " + e, e);
        }
    }

    private void take(int next, Consumer<byte[]> sink) throws IOException {
        if (next != '\n') {
            line.write(next);
            if (line.size() > LONGEST) {
                throw new Inconclusive("%s, line %,d is longer than Firedrill reads".formatted(file, number + 1));
            }
            return;
        }
        number++;
        var value = line.toByteArray();
        line.reset();
        if (file.extension().equals("json")) {
            requireJson(value);
        }
        sink.accept(value);
    }

    private void requireJson(byte[] value) throws IOException {
        try (JsonParser json = RecordLine.JSON.createParser(value)) {
            if (json.nextToken() == null) {
                throw damaged("it is empty", null);
            }
            json.skipChildren();
            if (json.nextToken() != null) {
                throw damaged("it holds more than one value", null);
            }
        } catch (JsonProcessingException e) {
            throw damaged(e.getOriginalMessage(), e);
        }
    }

    private BackupUnusable damaged(String what, Exception cause) {
        var first = what == null ? "it breaks off" : what.lines().findFirst().orElse("");
        return new BackupUnusable("%s is damaged at line %,d: %s".formatted(file, Math.max(1, number), first), cause);
    }

    /** What the store refuses is told from what the file lacks. */
    private static final class Unfiltered extends FilterInputStream {
        private final SinkFile file;

        Unfiltered(InputStream in, SinkFile file) {
            super(in);
            this.file = file;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw new Inconclusive("cannot read " + file + ": " + e, e);
            }
        }
    }
}
