package dev.firedrill.objects;

import dev.firedrill.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Inspects a planted store in a JVM of its own: one with little memory, or one that may not do everything. */
final class InspectedStore {
    /** Root that may no longer read whatever it likes; for any other user the same as ever. */
    static final List<String> WITHOUT_PRIVILEGES = List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all");

    private InspectedStore() {}

    static String in(Path home, List<String> prefix, String... options) {
        var line = new ArrayList<>(System.getProperty("user.name").equals("root") ? prefix : List.<String>of());
        line.add(ProcessHandle.current().info().command().orElseThrow());
        line.addAll(List.of(options));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), InspectedStore.class.getName()));
        line.add(home.toString());
        return Command.of(line).run().output();
    }

    public static void main(String[] arguments) throws IOException {
        var found = PlantedStore.at(Path.of(arguments[0])).inspect(Instant.now(), "50GB");
        System.out.printf(
                "read %d bytes, faults: [%s] %s%n",
                found.read().bytes(),
                found.faults().text(Fault.values()),
                found.faults().samples(Fault.values()));
    }
}
