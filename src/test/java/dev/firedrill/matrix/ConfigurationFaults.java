package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inconclusive;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Mistakes in firedrill.yaml, and places that are not what it says. */
final class ConfigurationFaults {
    private static final Expected REFUSED = inconclusive(Layer.CONFIGURATION);

    /** What pgbackrest says of a stanza that nobody made. */
    private static final String NO_STANZA =
            """
            #!/bin/sh
            case "$*" in
              *version*) echo pgBackRest 2.44;;
              *) echo '[{"backup": [], "db": [], "name": "nowhere", "status": {"code": 1, "message": "missing stanza path"}}]';;
            esac
            """;

    private ConfigurationFaults() {}

    static Category category() {
        return places(new Category("configuration")
                .mistake("unknown key", REFUSED, shop -> shop.with("depht", "pages"))
                .quickly()
                .mistake("wrong type", REFUSED, shop -> shop.with("objectives", "5"))
                .mistake("unknown depth", REFUSED, shop -> shop.with("depth", "deep"))
                .mistake(
                        "unknown type of backup",
                        REFUSED,
                        shop -> shop.with("backup", "{type: base_backup, directory: /x}"))
                .mistake(
                        "unknown key of a backup",
                        REFUSED,
                        shop -> shop.with("backup", "{type: base-backup, directory: /x, wall: /y}"))
                .mistake("unknown engine", REFUSED, shop -> shop.with("engine", "postgres"))
                .trial("unknown system", REFUSED, (bench, home) -> unknownSystem(home))
                .mistake("key given twice", REFUSED, shop -> shop.with("\"database\"", "postgres"))
                .mistake("password in the open", REFUSED, shop -> shop.with("place", "{password: secret}"))
                .mistake(
                        "directory of programs without any",
                        REFUSED,
                        shop -> shop.with("binaries", "'" + shop.home() + "'")));
    }

    private static Category places(Category configuration) {
        return configuration
                .mistake("directory of backups missing", fail(Layer.SELECTION), shop -> shop.files()
                        .clear(shop.files().backups()))
                .mistake("directory of backups empty", fail(Layer.SELECTION), shop -> shop.files()
                        .clear(shop.files().newest()))
                .mistake("file in the place of the directory of backups", fail(Layer.SELECTION), shop -> {
                    shop.files().clear(shop.files().backups());
                    Files.writeString(shop.files().backups(), "x");
                })
                .mistake("wrong stanza", fail(Layer.SELECTION), shop -> {
                    var program = Files.writeString(shop.home().resolve("pgbackrest"), NO_STANZA);
                    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
                    shop.with("backup", "{type: pgbackrest, stanza: nowhere, program: '" + program + "'}");
                })
                .mistake("database that is not there", fail(Layer.SERVER), shop -> shop.with("database", "billing"))
                .mistake(
                        "superuser that is not there",
                        inconclusive(Layer.SERVER),
                        shop -> shop.with("superuser", "nobody"))
                .mistake(
                        "query of verify: that returns no row",
                        fail(Layer.SHOP, "verify-select-1-from-orders-where-id-0-ea70e744"),
                        shop -> shop.with("verify", "['select 1 from orders where id < 0']"))
                .mistake(
                        "query of verify: that cannot be run",
                        inconclusive(Layer.SHOP, "verify-select-1-from-ordres-d0812762"),
                        shop -> shop.with("verify", "['select 1 from ordres']"));
    }

    private static Observation unknownSystem(Path home) throws Exception {
        var file = Files.writeString(
                home.resolve("firedrill.yaml"), "systems:\n  crm: {engine: postgresql, backup: {type: sample}}\n");
        try {
            ConfigurationReader.read(file).system("crn", "@Restore(\"crn\") of CrmCheck");
            return new Observation(Found.NOTHING, "", ForeignSays.NOT_FOR_THEM);
        } catch (ConfigurationMistake mistake) {
            var found = Judgement.of(mistake);
            return new Observation(found, Wording.ofMessage(found.message(), Map.of()), ForeignSays.NOT_FOR_THEM);
        }
    }
}
