package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What {@code tablespace_map} says: where production had its tablespaces. Nothing is ever read or written there, and the
 * file itself is not restored: a server that finds it makes links to these places.
 *
 * @param places by OID
 */
public record TablespaceMap(Map<String, String> places) {
    static final String NAME = "tablespace_map";

    private static final Pattern LINE = Pattern.compile("([0-9]+) (.+)", Pattern.DOTALL);

    public TablespaceMap {
        places = Map.copyOf(places);
    }

    /** A backslash stands before line breaks and backslashes within a place. */
    static TablespaceMap parse(String text, Path backup) {
        var places = new TreeMap<String, String>();
        var line = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '\\' && at + 1 < text.length()) {
                line.append(text.charAt(++at));
            } else if (next == '\n' || next == '\r') {
                add(line, places, backup);
            } else {
                line.append(next);
            }
        }
        add(line, places, backup);
        return new TablespaceMap(places);
    }

    private static void add(StringBuilder line, Map<String, String> places, Path backup) {
        if (line.length() > 0) {
            var matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new BackupUnusable("tablespace_map of the backup " + backup
                        + " is damaged: expecting lines of an OID and a place, but found [" + line + "]");
            }
            places.put(matcher.group(1), matcher.group(2));
            line.setLength(0);
        }
    }
}
