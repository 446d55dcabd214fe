package dev.firedrill.matrix;

import dev.firedrill.local.UnprivilegedRestore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Something that the user who restores may not read: nobody who is root finds that out. */
interface WithoutRights {
    /** What may not be read. */
    Path of(PlantedShop shop) throws Exception;

    static Trial to(WithoutRights thing) {
        return (bench, home) -> {
            var shop = PlantedShop.of(bench.shop().sound(), home);
            var before = Traces.of(shop);
            var closed = thing.of(shop);
            if (Files.isRegularFile(closed)) {
                // Else the file of the sound backup would be closed, too.
                shop.files().replace(closed, Files.readAllBytes(closed));
            }
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
            Traces.of(shop).requireOtherThan(before);
            var message = UnprivilegedRestore.of(home, shop.backup());
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
            var found = Judgement.ofWords(message);
            return new Observation(
                    found, Wording.ofMessage(found.message(), shop.source().relations()), ForeignSays.NOT_FOR_THEM);
        };
    }
}
