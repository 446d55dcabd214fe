package dev.firedrill.postgres.walg;

import dev.firedrill.process.ShellWord;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;

/**
 * A script in the restore's own directory by which the server fetches log. The storage's address stands in it and on no
 * command line, since it may hold a password. Nothing is fetched ahead: what does so would run on behind the server.
 */
final class WalFetchScript {
    private static final String NAME = "wal-fetch";

    private WalFetchScript() {}

    /**
     * Writes it.
     *
     * @return the command that runs it, with the server's placeholders
     * @throws Inconclusive if the server may not read the configuration that it names
     */
    static String write(WalG walg, Path directory) {
        walg.config().ifPresent(WalFetchScript::requireReadable);
        var settings = walg.storage().entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "=" + ShellWord.of(entry.getValue()) + "\n")
                .collect(Collectors.joining());
        var line = walg.line("wal-fetch").stream().map(ShellWord::of).collect(Collectors.joining(" "));
        var text = "%sexport %s=1%nexec %s \"$1\" \"$2\"%n".formatted(settings, WalG.CONCURRENCY_SETTING, line);
        var script = directory.resolve(NAME);
        try {
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.writeString(Files.createFile(script, mode), text);
            return "sh " + ShellWord.of(script.toString()).replace("%", "%%") + " %f \"%p\"";
        } catch (IOException e) {
            throw new Inconclusive("cannot write " + script + ": " + e, e);
        }
    }

    private static void requireReadable(Path config) {
        if (!Unprivileged.onThisHost().canRead(config)) {
            throw new Inconclusive("the server, which fetches its log with wal-g, may not read " + config
                    + "\n  Remedy: run Firedrill as a user who owns it, and not as root");
        }
    }
}
