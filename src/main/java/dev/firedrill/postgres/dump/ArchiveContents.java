package dev.firedrill.postgres.dump;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An archive's header and its table of contents; its data is not read. */
record ArchiveContents(ArchiveHeader header, List<ArchiveEntry> entries) {
    private static final Set<String> LARGE_OBJECTS = Set.of("BLOBS");

    /**
     * Reads them.
     *
     * @param file the archive of {@code -Fc}, or toc.dat of {@code -Fd}
     * @throws IOException if it cannot be read, is damaged, or is of a version that is not known
     */
    static ArchiveContents read(Path file) throws IOException {
        try (var stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var in = new ArchiveInput(stream);
            var header = ArchiveHeader.read(in);
            int count = in.number();
            var entries = new ArrayList<ArchiveEntry>();
            for (int i = 0; i < count; i++) {
                entries.add(ArchiveEntry.read(in, header));
            }
            return new ArchiveContents(header, List.copyOf(entries));
        }
    }

    Stream<ArchiveEntry> of(String kind) {
        return entries.stream().filter(entry -> entry.kind().equals(kind));
    }

    /** Tables of which the dump has no rows, not even none: they were excluded. */
    Set<String> tablesWithoutData() {
        var with = of("TABLE DATA").map(ArchiveEntry::name).collect(Collectors.toSet());
        return of("TABLE")
                .filter(table -> !table.definition().contains("\nPARTITION BY "))
                .map(ArchiveEntry::name)
                .filter(name -> !with.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean hasData() {
        return entries.stream()
                .anyMatch(entry -> entry.kind().equals("TABLE DATA") || LARGE_OBJECTS.contains(entry.kind()));
    }
}
