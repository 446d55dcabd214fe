package dev.firedrill.postgres.dump;

import dev.firedrill.process.Command;
import dev.firedrill.process.Tool;
import dev.firedrill.process.ToolResult;
import dev.firedrill.verdict.Inconclusive;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Gives a tool its input through a named pipe while it runs, so that no copy of a dump is made. */
final class PsqlFeed {
    private static final int BUFFER = 1 << 16;

    private final Path pipe;

    /** @param directory the restore's own */
    PsqlFeed(Path directory) {
        this.pipe = directory.resolve("feed");
    }

    /** Writes what the tool is to read. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Runs the tool.
     *
     * @throws IOException if the writer cannot read its source
     */
    ToolResult run(Tool tool, Writer writer) throws IOException {
        Command.of("mkfifo", "-m", "600", pipe.toString()).runOrThrow("making a pipe for " + tool);
        var written = CompletableFuture.runAsync(() -> write(writer), PsqlFeed::start);
        try {
            return tool.readingFrom(pipe).run();
        } finally {
            release(written);
            Files.delete(pipe);
            rethrow(written);
        }
    }

    private static void start(Runnable writing) {
        var thread = new Thread(writing, "dump-feed");
        thread.setDaemon(true);
        thread.start();
    }

    private void write(Writer writer) {
        try (var out = new Pipe(Files.newOutputStream(pipe, StandardOpenOption.WRITE))) {
            writer.writeTo(out);
        } catch (ReaderGone e) {
            // The tool ended before it read everything: its exit code and its words say why.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tool that never began to read leaves the writer waiting for a reader: let there be one, for moments. */
    private void release(CompletableFuture<Void> written) throws IOException {
        while (!written.isDone()) {
            FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    .close();
            written.handle((done, failure) -> done)
                    .completeOnTimeout(null, 20, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private static void rethrow(CompletableFuture<Void> written) throws IOException {
        try {
            written.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException unread) {
                throw unread.getCause();
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new Inconclusive(e.getMessage(), e);
        }
    }

    private static final class ReaderGone extends IOException {
        private static final long serialVersionUID = 1L;

        ReaderGone(IOException cause) {
            super(cause);
        }
    }

    /** Tells a failure of writing from a failure of reading the dump. */
    private static final class Pipe extends FilterOutputStream {
        Pipe(OutputStream out) {
            super(new BufferedOutputStream(out, BUFFER));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new ReaderGone(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } catch (IOException e) {
                throw new ReaderGone(e);
            }
        }
    }
}
