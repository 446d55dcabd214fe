package dev.firedrill.cli.init;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files that {@code pg_dump} wrote, and which of them are dumps of one thing at several times. */
final class DumpFile {
    private static final List<String> ENDS = List.of(".dump", ".pgdump", ".backup", ".dmp", ".sql", ".custom");

    private DumpFile() {}

    /** By its name and by how it begins. */
    static boolean isOne(Path file) {
        var name = file.getFileName().toString();
        if (ENDS.stream().noneMatch(name::endsWith)) {
            return false;
        }
        try (var input = Files.newInputStream(file)) {
            var start = new String(input.readNBytes(200), StandardCharsets.ISO_8859_1);
            return start.startsWith("PGDMP") || start.contains("PostgreSQL database dump");
        } catch (IOException e) {
            return false;
        }
    }

    /** Dumps in one directory whose names differ in their digits only are one system's. */
    static List<FoundSystem> systems(Iterable<Path> dumps) {
        var patterns = new TreeMap<Path, String>();
        for (var dump : dumps) {
            var name = dump.getFileName().toString();
            // A pattern holds for those of tomorrow, too.
            var pattern = name.replaceAll("\\d+([-_T:.]?\\d+)*Z?", "*");
            patterns.putIfAbsent(dump.resolveSibling(pattern), name);
        }
        return patterns.keySet().stream().map(DumpFile::system).toList();
    }

    private static FoundSystem system(Path pattern) {
        var name = pattern.getFileName().toString();
        var plain = FoundSystem.legal(name.replaceFirst("\\.\\w+$", "").replace("*", ""));
        var parent = pattern.getParent().getFileName();
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("type", "pg_dump");
        keys.put("file", pattern.toString());
        return FoundSystem.of(plain.equals("system") && parent != null ? parent.toString() : plain, keys);
    }
}
