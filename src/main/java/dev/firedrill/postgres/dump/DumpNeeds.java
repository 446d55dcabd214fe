package dev.firedrill.postgres.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one line of a dump needs that is no part of its database: roles, extensions, tablespaces, foreign servers. pg_dump
 * writes each of these statements in one line; what is not recognised here, the server names in its error.
 */
final class DumpNeeds {
    /** A name as pg_dump quotes it. */
    static final String NAME = "\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_]*";

    private static final List<Pattern> ROLES = patterns(
            "ALTER .* OWNER TO (%s);",
            "GRANT .* TO (%s)(?: WITH .*)?(?: GRANTED BY .*)?;",
            "(?:GRANT|REVOKE) .* GRANTED BY (%s)(?: CASCADE)?;",
            "REVOKE .* FROM (%s)(?: GRANTED BY .*)?(?: CASCADE)?;",
            "ALTER DEFAULT PRIVILEGES FOR ROLE (%s) .*",
            "ALTER DEFAULT PRIVILEGES .* TO (%s)(?: WITH GRANT OPTION)?;",
            "ALTER DEFAULT PRIVILEGES .* FROM (%s);",
            "SET SESSION AUTHORIZATION (%s);",
            "CREATE SCHEMA .* AUTHORIZATION (%s);",
            "ALTER ROLE (%s) IN DATABASE .*");

    private static final Pattern POLICY =
            pattern("CREATE POLICY .* TO ((?:%1$s)(?:, (?:%1$s))*)(?: USING .*| WITH .*|;)?");
    private static final Pattern EXTENSION = pattern("CREATE EXTENSION (?:IF NOT EXISTS )?(%s)(?: .*|;)");
    private static final List<Pattern> TABLESPACES =
            patterns("SET default_tablespace = (%s);", "CREATE DATABASE .* TABLESPACE = (%s)(?: .*)?;");
    private static final Pattern SERVER = pattern("CREATE SERVER (%s) .*");
    private static final Pattern NAMES = Pattern.compile(NAME);

    private DumpNeeds() {}

    private static List<Pattern> patterns(String... texts) {
        return List.of(texts).stream().map(DumpNeeds::pattern).toList();
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(text.replace("%1$s", NAME).replace("%s", NAME));
    }

    /** Roles that must be there; not PUBLIC, which is none. */
    static List<String> roles(String line) {
        var roles = new ArrayList<String>();
        for (var pattern : ROLES) {
            first(pattern, line).ifPresent(roles::add);
        }
        var policy = POLICY.matcher(line);
        if (policy.matches()) {
            NAMES.matcher(policy.group(1)).results().forEach(name -> roles.add(unquoted(name.group())));
        }
        return roles;
    }

    static Optional<String> extension(String line) {
        return first(EXTENSION, line);
    }

    static Optional<String> tablespace(String line) {
        return TABLESPACES.stream()
                .flatMap(pattern -> first(pattern, line).stream())
                .filter(name -> !name.equals("pg_default"))
                .findFirst();
    }

    /** A server of somebody else, which foreign tables are read from. */
    static Optional<String> foreignServer(String line) {
        return first(SERVER, line);
    }

    /** Whether a statement makes a way to another server: passwords of foreign servers, subscriptions. */
    static boolean callsOut(String line) {
        return line.startsWith("CREATE USER MAPPING ")
                || line.startsWith("CREATE SUBSCRIPTION ")
                || line.startsWith("ALTER SUBSCRIPTION ")
                || line.startsWith("COMMENT ON SUBSCRIPTION ")
                || line.startsWith("SECURITY LABEL FOR ") && line.contains(" ON SUBSCRIPTION ");
    }

    /** Whether a line can need anything: most lines of a dump cannot. */
    static boolean mayNeed(String line) {
        return line.startsWith("ALTER ")
                || line.startsWith("CREATE ")
                || line.startsWith("GRANT ")
                || line.startsWith("REVOKE ")
                || line.startsWith("SET ")
                || callsOut(line);
    }

    private static Optional<String> first(Pattern pattern, String line) {
        return Optional.of(pattern.matcher(line)).filter(Matcher::matches).map(matcher -> unquoted(matcher.group(1)));
    }

    /** The name itself. */
    static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
