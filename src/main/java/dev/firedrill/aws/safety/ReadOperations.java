package dev.firedrill.aws.safety;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The operations that change nothing and reveal no secret. The file beside this class lists them, and says why. */
final class ReadOperations {
    static final Set<Operation> KNOWN = read();

    private ReadOperations() {}

    private static Set<Operation> read() {
        try (var stream = ReadOperations.class.getResourceAsStream("read-operations.txt");
                var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Operation::of)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the list of operations that only read", e);
        }
    }
}
