package dev.firedrill.matrix;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A sound backup to plant a fault in.
 *
 * @param backups the oldest first
 * @param wal its archive
 * @param asOf when its production was looked at for the last time
 * @param relations the files of the shop's relations, from the data directory, by their names
 */
record Source(List<Path> backups, Path wal, Instant asOf, Map<String, String> relations) {}
