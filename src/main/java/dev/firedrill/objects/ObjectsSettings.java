package dev.firedrill.objects;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.store.ObjectStoreProvider;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code backup:} of a system of engine {@code objects} says beside the place of its store.
 *
 * @param checksums the list: its name in the store, or an absolute path
 * @param budget bytes that one run reads at most; {@link Long#MAX_VALUE} if nothing was said
 * @param contents whether contents are read, or only names and sizes compared
 * @param readers how many objects are read at the same time
 */
record ObjectsSettings(String checksums, long budget, boolean contents, int readers) {
    private static final String CHECKSUMS = "checksums";
    private static final String BUDGET = "budget";
    private static final String DEPTH = "depth";
    private static final String READERS = "readers";
    private static final int MOST_READERS = 16;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}) ?(k|M|G|T|P)?B?", Pattern.CASE_INSENSITIVE);

    /** @throws ConfigurationMistake if a key is unknown or its value makes no sense */
    static ObjectsSettings of(BackupSource source, ObjectStoreProvider provider) {
        var known = new HashSet<>(provider.keys());
        known.addAll(Set.of(CHECKSUMS, BUDGET, DEPTH, READERS));
        source.requireOnly(known);
        var depth = source.value(DEPTH).orElse("content");
        if (!Set.of("content", "metadata").contains(depth)) {
            throw mistake(
                    source, DEPTH, depth, "write content (every byte is read) or metadata (names and sizes only)");
        }
        return new ObjectsSettings(checksums(source), budget(source), depth.equals("content"), readers(source));
    }

    private static String checksums(BackupSource source) {
        var name = source.value(CHECKSUMS).orElse("SHA256SUMS");
        if (!name.startsWith("/")) {
            try {
                ListName.of(name);
            } catch (IllegalArgumentException e) {
                throw mistake(source, CHECKSUMS, name, "give the list's name in the store, or an absolute path");
            }
        }
        return name;
    }

    /** {@code 50GB} are 50,000,000,000 bytes, as makers of disks and clouds count. */
    private static long budget(BackupSource source) {
        var text = source.value(BUDGET).orElse("");
        if (text.isEmpty()) {
            return Long.MAX_VALUE;
        }
        var size = SIZE.matcher(text.strip());
        var remedy = "write a size above zero such as 50GB, 500MB or 2TB";
        if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
            throw mistake(source, BUDGET, text, remedy);
        }
        try {
            return Math.multiplyExact(Long.parseLong(size.group(1)), unit(size.group(2)));
        } catch (ArithmeticException e) {
            throw mistake(source, BUDGET, text, remedy);
        }
    }

    private static long unit(String letter) {
        long unit = 1;
        var units = "kmgtp";
        for (int i = 0; letter != null && i <= units.indexOf(letter.toLowerCase(Locale.ROOT)); i++) {
            unit *= 1000;
        }
        return unit;
    }

    private static int readers(BackupSource source) {
        var text = source.value(READERS).orElse("2");
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_READERS) {
            throw mistake(source, READERS, text, "write a number from 1 to " + MOST_READERS);
        }
        return Integer.parseInt(text);
    }

    private static ConfigurationMistake mistake(BackupSource source, String key, String value, String remedy) {
        return new ConfigurationMistake(source.place() + ", " + key, "found [" + value + "]", remedy);
    }
}
