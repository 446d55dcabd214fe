package dev.firedrill.postgres.dump;

import java.io.IOException;
import java.util.regex.Pattern;

/** Versions as pg_dump writes them: {@code 15.18 (Debian 15.18-0+deb12u1)}, {@code 9.6.24}, {@code 18beta1}. */
final class DumpedVersion {
    private static final Pattern MAJOR = Pattern.compile("(\\d{1,2})\\D.*|(\\d{1,2})");

    private DumpedVersion() {}

    /** @throws IOException if there is none in it */
    static int major(String version) throws IOException {
        var matcher = MAJOR.matcher(version);
        if (!matcher.matches()) {
            throw new IOException("it names no version of PostgreSQL, but [" + version + "]");
        }
        return Integer.parseInt(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
}
