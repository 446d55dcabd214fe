package dev.firedrill.aws.control;

import dev.firedrill.postgres.PostgresBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * PostgreSQL's programs with extensions that the master user, who is no superuser, may install, as the service lets him:
 * a copy of the programs in which these are called trusted.
 */
final class ExtensionShelf {
    private static final List<String> OFFERED = List.of(
            "amcheck",
            "pageinspect",
            "pg_buffercache",
            "pg_prewarm",
            "pg_stat_statements",
            "pg_visibility",
            "pgstattuple");

    /** What an extension's script takes from everybody is given to whoever installs it. */
    private static final String GRANT_TO_OWNER =
            """

            DO $grant$
            DECLARE made regprocedure;
            BEGIN
              FOR made IN SELECT d.objid::regprocedure FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
                  WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_extension'::regclass
                    AND d.deptype = 'e' AND e.extname = '%s' LOOP
                EXECUTE format('GRANT EXECUTE ON FUNCTION %%s TO %%I WITH GRANT OPTION', made, '@extowner@');
              END LOOP;
            END $grant$;
            """;

    private ExtensionShelf() {}

    /** @param directory where the copy is put; of hard links, but for what is changed */
    static PostgresBinaries of(PostgresBinaries binaries, Path directory) {
        try {
            FileTree.link(binaries.bin().getParent(), directory);
            for (var name : OFFERED) {
                offer(directory.resolve("share/postgresql/extension"), name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PostgresBinaries(directory.resolve("bin"), binaries.major(), binaries.version());
    }

    private static void offer(Path extensions, String name) throws IOException {
        var control = extensions.resolve(name + ".control");
        if (!Files.exists(control)) {
            return;
        }
        var text = Files.readString(control);
        replace(control, text + "\ntrusted = true\n");
        var version = text.replaceAll("(?s).*default_version = '([^']+)'.*", "$1");
        try (var scripts = Files.newDirectoryStream(extensions, name + "--*" + version + ".sql")) {
            for (var script : scripts) {
                replace(script, Files.readString(script) + GRANT_TO_OWNER.formatted(name));
            }
        }
    }

    /** Never through the link. */
    private static void replace(Path file, String text) throws IOException {
        Files.delete(file);
        Files.writeString(file, text);
    }
}
