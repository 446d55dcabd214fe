package dev.firedrill.postgres;

/**
 * One file as {@code backup_manifest} lists it.
 *
 * @param path inside the backup, with slashes
 * @param size in bytes
 * @param algorithm {@code SHA256}, {@code CRC32C}, ... or {@code NONE}
 * @param checksum in hexadecimal; empty where there is none
 */
public record ManifestEntry(String path, long size, String algorithm, String checksum) {}
