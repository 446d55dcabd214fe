package dev.firedrill.aws.s3;

/**
 * What tells one state of an object from all others: a read that names it gets that state or none.
 *
 * @param etag with its quotes, as S3 writes it
 * @param id of the version; empty where the bucket has none, or they cannot be listed
 */
record PinnedVersion(String etag, String id) {
    static PinnedVersion parse(String text) {
        int end = text.lastIndexOf(' ');
        return new PinnedVersion(text.substring(0, end), text.substring(end + 1));
    }

    /** As {@link dev.firedrill.store.StoredObject#version} has it. */
    String text() {
        return etag + " " + id;
    }

    /** For a request: null where there is none. */
    String idOrNull() {
        return id.isEmpty() ? null : id;
    }

    /** The ETag without its quotes. */
    String bareEtag() {
        return etag.replace("\"", "");
    }
}
