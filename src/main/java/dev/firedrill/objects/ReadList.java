package dev.firedrill.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;

/**
 * A list that was read.
 *
 * @param digest SHA-256 of its own bytes: two lists of one name are told apart by it
 */
record ReadList(ChecksumList list, String digest) {
    /** @throws GarbledLine if it cannot be understood */
    static ReadList of(InputStream in) throws IOException {
        var sha256 = DigestAlgorithm.SHA256.newDigest();
        in.mark(16);
        int first = in.read();
        in.reset();
        var digesting = new DigestInputStream(in, sha256);
        var list = first == '{' || first == '[' ? JsonInventory.read(digesting) : lines(digesting);
        digesting.transferTo(OutputStream.nullOutputStream());
        return new ReadList(list, Hex.of(sha256.digest()));
    }

    private static ChecksumList lines(InputStream in) throws IOException {
        var list = new ChecksumList();
        new ListLines().read(in, (line, number) -> list.add(ChecksumLine.parse(line, number)));
        return list;
    }
}
