package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The copy stream of a base backup: archives one after another, then the manifest. */
final class BaseBackupStream {
    private final ProtocolStream protocol;
    private byte[] current;

    BaseBackupStream(ProtocolStream protocol) {
        this.protocol = protocol;
    }

    /** Writes all of it to the directory; true if a manifest came too. */
    boolean receive(Path directory) throws IOException {
        Files.createDirectories(directory);
        var manifest = false;
        advance();
        while (current != null) {
            switch (current[0]) {
                case 'n' -> {
                    refuseTablespace();
                    advance();
                    BaseBackupArchive.unpack(new Part(), directory);
                }
                case 'm' -> {
                    advance();
                    Files.copy(new Part(), directory.resolve(BackupManifest.NAME));
                    manifest = true;
                }
                default -> throw new IOException("unknown part of a base backup: " + (char) current[0]);
            }
        }
        return manifest;
    }

    /** The name of an archive is followed by the path of its tablespace, which is empty for the cluster itself. */
    private void refuseTablespace() {
        var names = new String(current, 1, current.length - 1, StandardCharsets.UTF_8).split("\0");
        if (names.length > 1 && !names[1].isEmpty()) {
            throw new Inconclusive("the cluster has a tablespace at " + names[1] + ", which is not supported");
        }
    }

    /** Takes the next message of the copy, progress reports left out; null at its end. */
    private void advance() throws IOException {
        do {
            var message = protocol.next();
            current = message.type() == 'd' ? message.content() : null;
            if (current == null && message.type() != 'c') {
                throw new IOException("unexpected message [" + message.type() + "] within a base backup");
            }
        } while (current != null && (current.length == 0 || current[0] == 'p'));
    }

    /** Content of one archive or of the manifest: up to a message that is not data. */
    private final class Part extends InputStream {
        private int position = 1;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (current != null && current[0] == 'd' && position == current.length) {
                advance();
                position = 1;
            }
            if (current == null || current[0] != 'd') {
                return -1;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, bytes, offset, count);
            position += count;
            return count;
        }
    }
}
