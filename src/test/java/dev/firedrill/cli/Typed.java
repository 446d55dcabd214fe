package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.LedgerEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Commands as a person types them, run in this JVM on a configuration of their own. */
record Typed(Path home) {
    /** No terminal, as in a script. */
    static final Terminal NOBODY = new Terminal(false, false, Reader.nullReader());

    /** What a command ended with. */
    record Ended(int exitCode, String out, String err) {
        Ended isPass() {
            return endsWith(ExitCode.PASS);
        }

        Ended isFail(String... words) {
            assertThat(err).contains(words);
            return endsWith(ExitCode.FAIL);
        }

        Ended isInconclusive(String... words) {
            assertThat(err).contains(words);
            return endsWith(ExitCode.INCONCLUSIVE);
        }

        /** The user's mistake: with a remedy, and without a stack trace. */
        Ended isMistake(String... words) {
            assertThat(err).contains(words).doesNotContain("\tat ");
            return endsWith(ExitCode.CONFIGURATION);
        }

        Ended says(String... words) {
            assertThat(out).contains(words);
            return this;
        }

        private Ended endsWith(int code) {
            assertThat(exitCode).as("%s%n%s", out, err).isEqualTo(code);
            return this;
        }
    }

    /** System {@code shop} with the newest backup of the practice shop, planted in {@code home}. */
    static Typed on(Path home) throws IOException {
        PlantedBackup.in(home);
        return new Typed(home).configured("");
    }

    /** Writes firedrill.yaml anew. */
    Typed configured(String moreKeysOfTheShop) throws IOException {
        return configured(PlantedBackup.sample().facts().asOf(), moreKeysOfTheShop);
    }

    /** The same as of another moment. */
    Typed configured(Instant asOf, String moreKeysOfTheShop) throws IOException {
        var yaml =
                """
                defaults: {workdir: ./w}
                systems:
                  shop:
                    engine: postgresql
                    asOf: %s
                    backup: {type: base-backup, directory: backups, wal: wal}
                """
                        .formatted(asOf);
        Files.writeString(file(), yaml + moreKeysOfTheShop);
        return this;
    }

    Path file() {
        return home.resolve("firedrill.yaml");
    }

    Ended run(String... arguments) {
        return run(NOBODY, arguments);
    }

    Ended run(Terminal terminal, String... arguments) {
        System.setProperty(
                "firedrill.binaries", PlantedBackup.STATE.resolve("binaries").toString());
        var line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--config", file().toString()));
        return bare(terminal, line.toArray(String[]::new));
    }

    /** Without a configuration. */
    static Ended bare(Terminal terminal, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Firedrill.commandLine(new PrintWriter(out), new PrintWriter(err), terminal)
                .execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    List<LedgerEntry> ledger() {
        return Ledger.in(home.resolve(".firedrill")).entries();
    }

    /** Discards what is kept; then neither a file nor a process is left. */
    void nothingStays() throws IOException {
        run("sweep", "--kept").isPass();
        nothingIsLeft();
    }

    void nothingIsLeft() throws IOException {
        if (Files.isDirectory(home.resolve("w"))) {
            assertThat(home.resolve("w")).isEmptyDirectory();
        }
        if (Files.isDirectory(home.resolve(".firedrill/ledger"))) {
            assertThat(home.resolve(".firedrill/ledger")).isEmptyDirectory();
        }
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.contains(home.resolve("w").toString())))
                .isEmpty();
    }
}
