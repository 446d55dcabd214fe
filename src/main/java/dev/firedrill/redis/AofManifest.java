package dev.firedrill.redis;

import dev.firedrill.verdict.BackupUnusable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The manifest of an append-only log: which files it consists of, in their order.
 *
 * <pre>{@code
 * file appendonly.aof.2.base.rdb seq 2 type b
 * file appendonly.aof.2.incr.aof seq 2 type i
 * }</pre>
 *
 * @param base the state that the log begins with
 * @param increments what was done since then
 * @param history what is there no longer, or soon will not be; no Redis loads it
 */
record AofManifest(Part base, List<Part> increments, List<Part> history) {
    private static final Pattern LINE =
            Pattern.compile("file (\"[^\"/]+\"|[^\" /]+) seq ([0-9]{1,18}) type ([bhi])( \\S+ \\S+)*");

    /** One of its files. */
    record Part(String file, long number) {}

    /** A file that is the whole of a log, as Redis wrote them before 7.0. */
    static AofManifest ofOne(String file) {
        return new AofManifest(new Part(file, 1), List.of(), List.of());
    }

    /**
     * Reads it.
     *
     * @param place for messages
     * @throws BackupUnusable if it is none, or not in order
     */
    static AofManifest parse(String place, List<String> lines) {
        var bases = new ArrayList<Part>();
        var increments = new ArrayList<Part>();
        var history = new ArrayList<Part>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("#")) {
                continue;
            }
            var line = LINE.matcher(lines.get(i).strip());
            if (!line.matches()) {
                throw new BackupUnusable("%s, line %d: expecting  file NAME seq NUMBER type b, h or i  but found [%s]"
                        .formatted(place, i + 1, shown(lines.get(i))));
            }
            var part = new Part(line.group(1).replace("\"", ""), Long.parseLong(line.group(2)));
            (switch (line.group(3)) {
                        case "b" -> bases;
                        case "i" -> increments;
                        default -> history;
                    })
                    .add(part);
        }
        requireOrder(place, bases, increments, history);
        return new AofManifest(bases.get(0), List.copyOf(increments), List.copyOf(history));
    }

    private static String shown(String line) {
        var plain = line.replaceAll("[^ -~]", "?");
        return plain.length() <= 60 ? plain : plain.substring(0, 60) + "...";
    }

    private static void requireOrder(String place, List<Part> bases, List<Part> increments, List<Part> history) {
        if (bases.size() != 1) {
            throw new BackupUnusable(place + ": expecting it to name one base, but found " + bases.size());
        }
        var names = new TreeSet<String>();
        for (var parts : List.of(bases, increments, history)) {
            for (var part : parts) {
                if (!names.add(part.file())) {
                    throw new BackupUnusable(place + " names " + part.file() + " twice");
                }
            }
        }
        // Redis numbers them one by one, and takes those before the newest base out, all at once.
        for (int i = 1; i < increments.size(); i++) {
            if (increments.get(i).number() != increments.get(i - 1).number() + 1) {
                throw new BackupUnusable("%s: expecting what comes after %s to be number %d, but found %s"
                        .formatted(
                                place,
                                increments.get(i - 1).file(),
                                increments.get(i - 1).number() + 1,
                                increments.get(i).file()));
            }
        }
    }

    /** All that is loaded, in its order. */
    List<Part> loaded() {
        var parts = new ArrayList<>(List.of(base));
        parts.addAll(increments);
        return parts;
    }

    /** As Redis writes it. */
    String text() {
        var text = new StringBuilder("file \"%s\" seq %d type b\n".formatted(base.file(), base.number()));
        increments.forEach(part -> text.append("file \"%s\" seq %d type i\n".formatted(part.file(), part.number())));
        return text.toString();
    }
}
