package dev.firedrill.postgres.dump;

import java.util.regex.Pattern;

/** The command by which a plain dump goes to its database, in the two forms that pg_dump writes. */
final class ConnectCommand {
    private static final Pattern STRING = Pattern.compile("-reuse-previous=on \"dbname='(.*)'\"");

    private ConnectCommand() {}

    /** The database that it names. */
    static String database(String command) {
        var argument = command.substring("\\connect ".length());
        var string = STRING.matcher(argument);
        return string.matches()
                ? string.group(1).replace("\"\"", "\"").replaceAll("\\\\(.)", "$1")
                : DumpNeeds.unquoted(argument);
    }
}
