package dev.firedrill.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A file of ours alone, held against other processes and against other threads of this one. */
final class LockedFile implements AutoCloseable {
    /** A lock on a file is held by the whole JVM, so its threads need one of their own. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private LockedFile(FileChannel channel) {
        this.channel = channel;
    }

    static LockedFile open(Path file) throws IOException {
        THREADS.lock();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                create(file);
            }
            var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.lock();
            return new LockedFile(channel);
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    /** The whole content, a byte for a character: a torn line may not be text. */
    String read() throws IOException {
        channel.position(0);
        var bytes = Channels.newInputStream(channel).readAllBytes();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Adds to the end, and returns when it is on disk. */
    void append(String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        channel.position(channel.size());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            THREADS.unlock();
        }
    }

    private static void create(Path file) throws IOException {
        boolean posix =
                Files.getFileAttributeView(file.toAbsolutePath().getParent(), PosixFileAttributeView.class) != null;
        var channel = posix
                ? FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.close();
    }
}
