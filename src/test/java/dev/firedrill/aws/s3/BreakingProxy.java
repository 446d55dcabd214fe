package dev.firedrill.aws.s3;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server, and breaks connections off once they have carried so many bytes of answers. */
final class BreakingProxy implements Closeable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<ByteArrayOutputStream> asked = new CopyOnWriteArrayList<>();
    private final URI server;
    private final int allowed;
    private final AtomicInteger breaks;

    /**
     * @param allowed bytes of answers
     * @param breaks how many connections break; the others last
     */
    BreakingProxy(URI server, int allowed, int breaks) throws IOException {
        this.server = server;
        this.allowed = allowed;
        this.breaks = new AtomicInteger(breaks);
        daemon(this::accept);
    }

    URI endpoint() {
        return URI.create("http://localhost:" + door.getLocalPort());
    }

    /** All that was asked, on all connections. */
    String asked() {
        var text = new StringBuilder();
        asked.forEach(one -> text.append(one.toString(StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                var onwards = new Socket(server.getHost(), server.getPort());
                var heard = new ByteArrayOutputStream();
                asked.add(heard);
                daemon(() -> up(client, onwards, heard));
                daemon(() -> down(onwards, client));
            }
        } catch (IOException e) {
            // The door was closed.
        }
    }

    private static void up(Socket from, Socket to, ByteArrayOutputStream heard) {
        try (from;
                to) {
            var buffer = new byte[8192];
            for (int read = from.getInputStream().read(buffer); read >= 0; ) {
                heard.write(buffer, 0, read);
                to.getOutputStream().write(buffer, 0, read);
                read = from.getInputStream().read(buffer);
            }
        } catch (IOException e) {
            // Either side has broken off.
        }
    }

    private void down(Socket from, Socket to) {
        try (from;
                to) {
            var buffer = new byte[8192];
            int carried = 0;
            for (int read = from.getInputStream().read(buffer); read >= 0; ) {
                carried += read;
                if (carried > allowed && breaks.getAndDecrement() > 0) {
                    return;
                }
                to.getOutputStream().write(buffer, 0, read);
                read = from.getInputStream().read(buffer);
            }
        } catch (IOException e) {
            // Either side has broken off.
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "breaking-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
