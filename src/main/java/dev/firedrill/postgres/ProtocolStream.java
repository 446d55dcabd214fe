package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Messages of PostgreSQL's frontend/backend protocol, version 3. */
final class ProtocolStream {
    private static final int VERSION_3 = 3 << 16;
    private static final int LONGEST = 1 << 30;

    private final DataInputStream in;
    private final OutputStream out;

    ProtocolStream(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in, 1 << 18));
        this.out = out;
    }

    /**
     * One message of the server.
     *
     * @param type its first byte
     */
    record Message(char type, byte[] content) {}

    /** The next message that is neither a notice nor a parameter. An error of the server is thrown with its text. */
    Message next() throws IOException {
        while (true) {
            char type = (char) in.readUnsignedByte();
            int length = in.readInt() - 4;
            if (length < 0 || length > LONGEST) {
                throw new IOException("a message of " + length + " bytes: the peer is no PostgreSQL server");
            }
            var content = in.readNBytes(length);
            if (content.length < length) {
                throw new IOException("the server went in the middle of a message");
            }
            if (type == 'E') {
                throw new Inconclusive("the server refuses: " + ServerError.text(content));
            }
            if (type != 'N' && type != 'S') {
                return new Message(type, content);
            }
        }
    }

    void start(String... parameters) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        data.writeInt(VERSION_3);
        for (var parameter : parameters) {
            data.write(terminated(parameter));
        }
        data.writeByte(0);
        send(bytes.toByteArray(), -1);
    }

    void query(String command) throws IOException {
        send(terminated(command), 'Q');
    }

    void terminate() throws IOException {
        send(new byte[0], 'X');
    }

    private void send(byte[] content, int type) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        if (type >= 0) {
            data.writeByte(type);
        }
        data.writeInt(content.length + 4);
        data.write(content);
        out.write(bytes.toByteArray());
        out.flush();
    }

    private static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
