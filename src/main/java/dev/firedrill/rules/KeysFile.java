package dev.firedrill.rules;

import dev.firedrill.config.ConfigurationMistake;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The keys of known offenders, as a file lists them: comma-separated values under the names of their columns. A row that
 * offends twice stands there twice.
 *
 * @param columns what the columns of the key are called
 * @param hashed whether digests stand for the keys
 * @param keys one for each known offence; of hashed ones, the digest alone
 */
public record KeysFile(List<String> columns, boolean hashed, List<List<String>> keys) {
    /** More offenders than this cannot be known: what is broken to that extent is not looked at row by row. */
    public static final int MOST = 100_000;

    private static final long MOST_BYTES = 64L << 20;
    private static final String DIGEST_OF = "sha256 of ";
    private static final String REMEDY = "write it anew: firedrill known add SYSTEM RULE";

    /** The keys of these rows; digests of them unless samples are shown as they are. */
    public static KeysFile of(OffendingRows rows, Samples samples) {
        boolean hashed = samples != Samples.KEYS;
        var bare = new KeysFile(rows.columns(), hashed, List.of());
        return bare.with(rows.rows().stream().map(row -> bare.stored(row.key())).toList());
    }

    /**
     * Reads a file.
     *
     * @param place who names it, for the message
     * @throws ConfigurationMistake if it is missing, cannot be read or is garbled
     */
    public static KeysFile read(String place, Path file) {
        var lines = new CsvText(file.toString(), text(place, file)).lines();
        if (lines.isEmpty()) {
            throw new ConfigurationMistake(file + ":1", "there is no line with the names of columns", REMEDY);
        }
        if (lines.size() > MOST + 1) {
            throw new ConfigurationMistake(
                    file.toString(),
                    "lists more than " + Numbers.text(MOST) + " keys",
                    "mend the data: what is broken to that extent cannot be known row by row");
        }
        var names = lines.get(0).values();
        boolean hashed = names.size() == 1 && String.valueOf(names.get(0)).startsWith(DIGEST_OF);
        var columns =
                hashed ? List.of(names.get(0).substring(DIGEST_OF.length()).split(", ")) : names;
        var keys = new ArrayList<List<String>>();
        for (var line : lines.subList(1, lines.size())) {
            requireKey(file, line, names.size(), hashed);
            keys.add(line.values());
        }
        return new KeysFile(columns, hashed, keys);
    }

    private static void requireKey(Path file, CsvLine line, int width, boolean hashed) {
        int found = line.values().size();
        if (found != width) {
            throw new ConfigurationMistake(
                    file + ":" + line.number(),
                    "has " + Numbers.text(found, "value") + ", and the first line names "
                            + Numbers.text(width, "column"),
                    REMEDY);
        }
        if (hashed && !String.valueOf(line.values().get(0)).matches("[0-9a-f]{64}")) {
            throw new ConfigurationMistake(file + ":" + line.number(), "is no SHA-256 in 64 hex digits", REMEDY);
        }
    }

    private static String text(String place, Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new ConfigurationMistake(file.toString(), "is larger than 64 MiB, and no list of keys", REMEDY);
            }
            return Files.readString(file).replaceFirst("^\uFEFF", "");
        } catch (NoSuchFileException e) {
            throw new ConfigurationMistake(place, "there is no file [" + file + "]", REMEDY);
        } catch (CharacterCodingException e) {
            throw new ConfigurationMistake(file.toString(), "cannot be read: it is not UTF-8 text", REMEDY);
        } catch (IOException e) {
            throw new ConfigurationMistake(
                    file.toString(), "cannot be read: " + e, "let the user who runs Firedrill read it");
        }
    }

    /** The same columns with other keys. */
    public KeysFile with(List<List<String>> others) {
        return new KeysFile(columns, hashed, others);
    }

    /** Writes the file, for its owner's eyes only. */
    public void write(Path file) throws IOException {
        var text = new StringBuilder(CsvLine.of(hashed ? List.of(DIGEST_OF + String.join(", ", columns)) : columns));
        keys.forEach(key -> text.append('\n').append(CsvLine.of(key)));
        PrivateFile.write(file, text.append('\n').toString());
    }

    /** A row's key as this file has it. */
    List<String> stored(List<String> key) {
        return hashed ? Collections.singletonList(Digests.ofText(CsvLine.of(key))) : key;
    }
}
