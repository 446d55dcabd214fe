package dev.firedrill.store.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** How an archive is compressed, as its name tells. */
public enum Compression {
    NONE("") {
        @Override
        public InputStream open(InputStream compressed) {
            return compressed;
        }
    },
    GZIP(".gz") {
        @Override
        public InputStream open(InputStream compressed) throws IOException {
            return GzipCompressorInputStream.builder()
                    .setInputStream(compressed)
                    .setDecompressConcatenated(true)
                    .get();
        }
    },
    LZ4(".lz4") {
        @Override
        public InputStream open(InputStream compressed) {
            return new Lz4FrameStream(compressed);
        }
    },
    ZSTD(".zst") {
        @Override
        public InputStream open(InputStream compressed) throws IOException {
            ZstdLibrary.load();
            return new ZstdInputStreamNoFinalizer(compressed);
        }

        @Override
        ByteSource source(InputStream compressed) throws IOException {
            return new ZstdSource(compressed);
        }
    };

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** What it adds to a file's name, such as {@code .gz}; nothing where a file is not compressed. */
    public String suffix() {
        return suffix;
    }

    /**
     * The content, of all members or frames one after another.
     *
     * @throws IOException there or while reading, if the data is of another kind, breaks off, contradicts its checksum, or
     *     is followed by something else
     */
    public abstract InputStream open(InputStream compressed) throws IOException;

    /** The same content by the quickest way into a file. */
    ByteSource source(InputStream compressed) throws IOException {
        return ByteSource.of(open(compressed));
    }
}
