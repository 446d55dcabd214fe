package dev.firedrill.cli;

import dev.firedrill.restore.RestoreRequest;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;

/** Which state of a system is wanted. */
final class Target {
    @Option(
            names = "--at",
            paramLabel = "TARGET",
            description = "'1h ago', an ISO instant, name:X, lsn:X or inventory (default: latest)")
    private Optional<String> at;

    @Option(names = "--copy", paramLabel = "NAME", description = "the copy to restore from")
    private Optional<String> copy;

    @Option(names = "--random", paramLabel = "PERIOD", description = "draws a backup of that period, such as 30d")
    private Optional<String> random;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "repeats a draw")
    private Optional<Long> seed;

    RestoreRequest request(String system, String asker) {
        return new RestoreRequest(system, at.orElse(""), copy.orElse(""), random.orElse(""), false, asker);
    }

    /** Whether something particular is asked for. */
    boolean isGiven() {
        return at.isPresent() || copy.isPresent() || random.isPresent();
    }

    long seed() {
        return seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000));
    }
}
