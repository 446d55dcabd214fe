package dev.firedrill.postgres.dump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The large objects of a dump in directory format: a file for each, and lists of them ({@code blobs.toc}; from 17 on one
 * for each thousand). What is missing in a list, pg_restore leaves empty without a word.
 */
final class LargeObjects {
    private LargeObjects() {}

    static List<String> faults(Path directory, ArchiveContents contents) throws IOException {
        var expected = numbers(contents);
        var listed = new TreeSet<String>();
        var faults = new ArrayList<String>();
        for (var entry : contents.of("BLOBS").toList()) {
            var list = directory.resolve(entry.file());
            if (Files.exists(list)) {
                for (var line :
                        Files.readString(list, StandardCharsets.UTF_8).lines().toList()) {
                    listed.add(line.split(" ")[0]);
                    examine(directory, line).ifPresent(faults::add);
                }
            }
        }
        var unlisted = new TreeSet<>(expected);
        unlisted.removeAll(listed);
        if (!unlisted.isEmpty()) {
            faults.add(unlisted.size() + " large objects have no data, such as " + unlisted.first());
        }
        return faults;
    }

    private static Optional<String> examine(Path directory, String line) throws IOException {
        var words = line.split(" ", 2);
        var name = words.length < 2 ? "" : words[1];
        if (!name.matches("blob_\\d+\\.dat")) {
            return Optional.of("the list of large objects is damaged: [" + line + "]");
        }
        var file = DirectoryFiles.find(directory, name);
        if (file.isEmpty()) {
            return Optional.of(name + ": missing");
        }
        return CompressedFile.fault(file.get(), DirectoryFiles.compression(file.get()))
                .map(fault -> file.get().getFileName() + ": " + fault);
    }

    /** Up to 16 each has an entry of its own; from 17 on an entry lists up to a thousand in its definition. */
    private static Set<String> numbers(ArchiveContents contents) {
        var numbers = contents.of("BLOB").map(ArchiveEntry::tag).collect(Collectors.toCollection(TreeSet::new));
        contents.of("BLOB METADATA")
                .flatMap(entry -> entry.definition().lines())
                .filter(line -> line.matches("\\d+"))
                .forEach(numbers::add);
        return numbers;
    }
}
