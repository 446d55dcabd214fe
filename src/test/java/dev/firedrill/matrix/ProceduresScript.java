package dev.firedrill.matrix;

import dev.firedrill.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The procedures' monthly script, as it runs once there is a server: what it asks, and how it reads the answer. Only
 * the way in to the database and the place of its files are ours.
 */
final class ProceduresScript {
    private static final String MONTHLY = "monthly-restore-test.sh";
    private static final String WEEKLY = "weekly-consistency-check.sh";

    private final HandRestore restored;

    ProceduresScript(HandRestore restored) {
        this.restored = restored;
    }

    /** What the monthly one says: {@code Validation passed: true}, or that it broke off. */
    String says() {
        return says(MONTHLY, "Validation passed: true");
    }

    /** What the weekly one says. */
    String saysWeekly() {
        return says(WEEKLY, "All consistency checks passed");
    }

    private String says(String name, String passed) {
        var place = restored.data().getParent();
        var script = write(place, name);
        var result = Command.of(
                        "bash",
                        script.toString(),
                        ForeignTools.program("psql"),
                        restored.sockets(),
                        Integer.toString(restored.port()),
                        place.toString())
                .run();
        if (result.exitCode() != 0) {
            return "breaks off";
        }
        return result.output().contains(passed) ? ForeignSays.PASSED : "not passed";
    }

    private static Path write(Path place, String name) {
        try (var text = ProceduresScript.class.getResourceAsStream(name)) {
            return Files.write(place.resolve(name), text.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
