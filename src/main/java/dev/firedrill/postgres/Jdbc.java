package dev.firedrill.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names in JDBC addresses. */
final class Jdbc {
    private Jdbc() {}

    static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8);
    }
}
