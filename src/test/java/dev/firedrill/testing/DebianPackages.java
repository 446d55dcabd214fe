package dev.firedrill.testing;

/** Where the programs lie that {@code .ci/packages} brings. */
public final class DebianPackages {
    /** Programs of PostgreSQL 15, Debian 12's own. */
    public static final String POSTGRESQL_15 = "/usr/lib/postgresql/15/bin";

    /** Programs of PostgreSQL 17 from Debian 13, unpacked beside the system and not found by Firedrill itself. */
    public static final String POSTGRESQL_17 = "/var/cache/firedrill/postgresql-17/usr/lib/postgresql/17/bin";

    /** The server of moto, an AWS of Debian sid that scripts/moto brings; root runs it through that script. */
    public static final String MOTO = "/var/cache/firedrill/moto/usr/bin/moto_server";

    private DebianPackages() {}
}
