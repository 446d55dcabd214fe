package dev.firedrill.cli.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where configuration files of WAL-G usually lie: in /etc, and where it looks by itself, in the home of its user. */
record WalGPlaces(Path etc, List<Path> homes) {
    private static final Pattern ANY = Pattern.compile(".+\\.(json|ya?ml)");
    private static final Pattern NAMED = Pattern.compile("wal-?g.*\\.(json|ya?ml)");

    static WalGPlaces ofThisHost() {
        var homes = Stream.of(System.getProperty("user.home"), "/var/lib/postgresql", "/var/lib/pgsql");
        return new WalGPlaces(Path.of("/etc"), homes.distinct().map(Path::of).toList());
    }

    List<Path> files() {
        var inEtc = Stream.of(in(etc, NAMED), in(etc.resolve("wal-g"), ANY), in(etc.resolve("walg"), ANY))
                .flatMap(List::stream);
        var inHomes = homes.stream()
                .flatMap(home ->
                        Stream.of(".walg.json", ".walg.yaml", ".walg.yml").map(home::resolve))
                .filter(Files::isRegularFile);
        return Stream.concat(inEtc, inHomes).toList();
    }

    private static List<Path> in(Path directory, Pattern name) {
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
