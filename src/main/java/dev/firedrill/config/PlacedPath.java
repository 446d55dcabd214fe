package dev.firedrill.config;

import java.nio.file.Path;

/**
 * A path that the configuration gives.
 *
 * @param path absolute
 * @param place file and line of its key, for messages
 */
public record PlacedPath(Path path, String place) {}
