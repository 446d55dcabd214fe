package dev.firedrill.aws.s3;

import dev.firedrill.rules.Numbers;
import dev.firedrill.store.StoredName;
import dev.firedrill.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.RestoreStatus;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a bucket says that it holds below a prefix: the current objects, and what lies behind them. */
final class S3Listing {
    private final S3Place place;
    private final List<StoredObject> objects = new ArrayList<>();
    private final Map<StoredName, Instant> deleted = new HashMap<>();
    private long former;
    private long formerBytes;
    private long markers;
    private long folders;
    private boolean versionsDenied;

    S3Listing(S3Place place) {
        this.place = place;
    }

    /** The versions may not be listed; only what is current was. */
    void versionsDenied() {
        versionsDenied = true;
    }

    void add(S3Object object) {
        var version = new PinnedVersion(object.eTag(), "");
        add(
                object.key(),
                object.size(),
                object.lastModified(),
                version,
                object.storageClassAsString(),
                object.restoreStatus());
    }

    void add(ObjectVersion object) {
        if (!object.isLatest()) {
            former++;
            formerBytes += object.size();
            return;
        }
        var version = new PinnedVersion(object.eTag(), object.versionId());
        add(
                object.key(),
                object.size(),
                object.lastModified(),
                version,
                object.storageClassAsString(),
                object.restoreStatus());
    }

    void add(DeleteMarkerEntry marker) {
        markers++;
        if (marker.isLatest()) {
            deleted.put(place.name(marker.key()), marker.lastModified());
        }
    }

    private void add(
            String key, long size, Instant modified, PinnedVersion version, String storage, RestoreStatus restored) {
        // The console of AWS makes such an object where one makes a folder; no list of files has it.
        if (size == 0 && (key.endsWith("/") || key.equals(place.prefix()))) {
            folders++;
            return;
        }
        var kind = isArchived(storage) && !isBack(restored) ? StoredObject.Kind.ARCHIVED : StoredObject.Kind.FILE;
        objects.add(new StoredObject(place.name(key), kind, size, modified, version.text()));
    }

    /** Glacier Instant Retrieval is read like any other; Intelligent-Tiering says so only when it is read. */
    private static boolean isArchived(String storage) {
        return "GLACIER".equals(storage) || "DEEP_ARCHIVE".equals(storage);
    }

    private static boolean isBack(RestoreStatus restored) {
        return restored != null
                && !Boolean.TRUE.equals(restored.isRestoreInProgress())
                && restored.restoreExpiryDate() != null;
    }

    List<StoredObject> objects() {
        return objects;
    }

    String deletion(StoredName name) {
        var at = deleted.get(name);
        return at == null
                ? ""
                : "deleted at " + at + ": a delete marker lies over it, and to remove the marker brings it back";
    }

    List<String> notes() {
        var notes = new ArrayList<String>();
        if (former > 0 || markers > 0) {
            notes.add("behind the current objects: %s of %,d bytes, %s"
                    .formatted(
                            Numbers.text(former, "former version"),
                            formerBytes,
                            Numbers.text(markers, "delete marker")));
        }
        if (versionsDenied) {
            notes.add("versions and delete markers cannot be told: s3:ListBucketVersions is not allowed");
        }
        if (folders > 0) {
            notes.add("left out: " + Numbers.text(folders, "folder") + " (empty objects whose name ends in a slash)");
        }
        return notes;
    }
}
