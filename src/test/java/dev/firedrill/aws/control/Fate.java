package dev.firedrill.aws.control;

/** How the restore of an instance ends. */
public enum Fate {
    AVAILABLE("available"),
    /** It stays creating for ever. */
    NEVER("creating"),
    FAILED("failed"),
    INCOMPATIBLE_RESTORE("incompatible-restore"),
    INCOMPATIBLE_NETWORK("incompatible-network"),
    INCOMPATIBLE_PARAMETERS("incompatible-parameters"),
    STORAGE_FULL("storage-full"),
    RESTORE_ERROR("restore-error");

    private final String status;

    Fate(String status) {
        this.status = status;
    }

    String status() {
        return status;
    }
}
