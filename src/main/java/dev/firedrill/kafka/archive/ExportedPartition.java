package dev.firedrill.kafka.archive;

import dev.firedrill.kafka.contents.PartitionContent;

/**
 * One partition in an export.
 *
 * @param file its file, counted from the directory of the export
 * @param bytes the size of the file
 * @param sha256 of the file
 * @param content what the file holds, and from which offset to which the source was read
 */
public record ExportedPartition(int partition, String file, long bytes, String sha256, PartitionContent content) {}
