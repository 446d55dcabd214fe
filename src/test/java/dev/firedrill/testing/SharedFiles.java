package dev.firedrill.testing;

import java.nio.file.Path;

/** Files that developers and CI have beside the project, in {@code ../shared}. Who reads them says {@link NeedsShared}. */
public final class SharedFiles {
    /** The Chinook sample database (a music store) as SQL for psql; it makes its own database, {@code chinook}. */
    public static final String CHINOOK = "data/chinook.sql";

    private SharedFiles() {}

    /** One of them. */
    public static Path file(String name) {
        return Path.of("../shared", name).toAbsolutePath().normalize();
    }
}
