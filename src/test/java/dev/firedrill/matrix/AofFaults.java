package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inconclusive;
import static dev.firedrill.matrix.Expected.warn;

import dev.firedrill.redis.PlantedRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;

/** Faults of append-only logs. */
final class AofFaults {
    private static final String BASE = "appendonly.aof.2.base.rdb";
    private static final String INCREMENT = "appendonly.aof.2.incr.aof";
    private static final String MANIFEST = "appendonly.aof.manifest";
    private static final Expected SILENT = warn(Layer.FILE, "host-aof-commands");

    private final RedisSound sound;
    private final Category faults = new Category("append-only logs");

    private AofFaults(RedisSound sound) {
        this.sound = sound;
    }

    static Category category(RedisSound sound) {
        var category = new AofFaults(sound);
        category.files();
        category.manifests();
        category.increments();
        category.bases();
        return category.faults;
    }

    private void files() {
        fault("manifest missing", fail(Layer.FILE), it -> Files.delete(it.file(MANIFEST)));
        fault("base missing", fail(Layer.FILE), it -> Files.delete(it.file(BASE)));
        fault("increment missing", fail(Layer.FILE), it -> Files.delete(it.file(INCREMENT)));
        fault("nothing but a dump.rdb", fail(Layer.FILE), it -> {
            Files.move(it.file(BASE), it.file("dump.rdb"));
            Files.delete(it.file(MANIFEST));
            Files.delete(it.file(INCREMENT));
        });
        fault("directory empty", fail(Layer.FILE), it -> {
            for (var name : new String[] {BASE, INCREMENT, MANIFEST}) {
                Files.delete(it.file(name));
            }
        });
        fault(
                "directory missing",
                fail(Layer.SELECTION),
                it -> Files.move(it.newest(), it.backups().resolve("lost")));
        fault("a link in the place of a file", inconclusive(Layer.SELECTION), it -> {
            Files.move(it.file(INCREMENT), it.home().resolve("elsewhere"));
            Files.createSymbolicLink(it.file(INCREMENT), it.home().resolve("elsewhere"));
        });
        fault(
                "a file that the manifest does not name, newer",
                fail(Layer.FILE),
                it -> Files.copy(it.file(INCREMENT), it.file("appendonly.aof.3.incr.aof")));
        fault("manifest of an older generation", fail(Layer.FILE), it -> {
            Files.copy(it.file(BASE), it.file("appendonly.aof.1.base.rdb"));
            Files.copy(it.file(INCREMENT), it.file("appendonly.aof.1.incr.aof"));
            it.put(MANIFEST, it.text(MANIFEST).replace(".2.", ".1.").replace("seq 2", "seq 1"));
        });
        fault("no permission to read the directory", inconclusive(Layer.PERMISSIONS), null);
    }

    private void manifests() {
        fault("manifest empty", fail(Layer.FILE), it -> it.put(MANIFEST, ""));
        fault(
                "manifest cut",
                fail(Layer.FILE),
                it -> it.put(MANIFEST, it.text(MANIFEST).substring(0, 30)));
        fault(
                "manifest without the base",
                fail(Layer.FILE),
                it -> it.put(
                        MANIFEST, it.text(MANIFEST).lines().skip(1).findFirst().orElseThrow() + "\n"));
        fault(
                "manifest without the increment",
                fail(Layer.FILE),
                it -> it.put(MANIFEST, it.text(MANIFEST).lines().findFirst().orElseThrow() + "\n"));
        fault("manifest with a gap", fail(Layer.FILE), it -> {
            Files.copy(it.file(INCREMENT), it.file("appendonly.aof.4.incr.aof"));
            it.put(MANIFEST, it.text(MANIFEST) + "file appendonly.aof.4.incr.aof seq 4 type i\n");
        });
        fault(
                "manifest that leads outside",
                fail(Layer.FILE),
                it -> it.put(MANIFEST, it.text(MANIFEST).replace("file " + INCREMENT, "file ../" + INCREMENT)));
        fault(
                "two manifests",
                inconclusive(Layer.SELECTION),
                it -> Files.copy(it.file(MANIFEST), it.file("other.aof.manifest")));
    }

    private void increments() {
        fault(
                "tail cut within a command",
                fail(Layer.FILE),
                it -> it.change(it.file(INCREMENT), bytes -> Arrays.copyOf(bytes, bytes.length - 3)));
        fault(
                "tail cut within a transaction",
                fail(Layer.FILE),
                it -> it.put(INCREMENT, it.text(INCREMENT).replaceFirst("\\*1\r\n\\$4\r\nEXEC\r\n$", "")));
        fault(
                "tail cut between commands",
                SILENT,
                it -> it.put(
                        INCREMENT,
                        it.text(INCREMENT).replaceFirst("(?s)(?:#TS:[0-9]+\r\n)?\\*1\r\n\\$5\r\nMULTI.*", "")));
        fault("increment empty", warn(Layer.FILE, "host-aof-empty-increment"), it -> it.put(INCREMENT, ""));
        fault(
                "increment of zeros",
                fail(Layer.FILE),
                it -> it.change(it.file(INCREMENT), bytes -> new byte[bytes.length]));
        fault(
                "flip in the length of a value",
                fail(Layer.FILE),
                it -> it.put(INCREMENT, it.text(INCREMENT).replaceFirst("\\$7\r\nlater:7", "\\$6\r\nlater:7")));
        fault(
                "flip in a sign between values",
                fail(Layer.FILE),
                it -> it.put(INCREMENT, it.text(INCREMENT).replaceFirst("\\$7\r\nlater:7", "%7\r\nlater:7")));
        fault(
                "flip in a command",
                fail(Layer.LOADING),
                it -> it.put(
                        INCREMENT,
                        it.text(INCREMENT).replaceFirst("SET\r\n\\$7\r\nlater:7", "SEU\r\n\\$7\r\nlater:7")));
        fault(
                "flip in a value",
                SILENT,
                it -> it.put(INCREMENT, it.text(INCREMENT).replaceFirst("after the base 7", "aftdr the base 7")));
        fault(
                "a command that Redis refuses",
                fail(Layer.LOADING),
                it -> it.put(INCREMENT, it.text(INCREMENT) + "*3\r\n$4\r\nSADD\r\n$4\r\nlist\r\n$1\r\nx\r\n"));
        fault(
                "an RDB file in the increment's place",
                fail(Layer.FILE),
                it -> Files.write(it.file(INCREMENT), Files.readAllBytes(it.file(BASE))));
        fault("stale", fail(Layer.OBJECTIVES), it -> {
            it.put(INCREMENT, it.text(INCREMENT).replaceAll("#TS:[0-9]+\r\n", ""));
            Files.setLastModifiedTime(
                    it.file(INCREMENT), FileTime.from(Instant.now().minusSeconds(200_000)));
        });
    }

    private void bases() {
        fault("flip in the base", fail(Layer.FILE), it -> it.flip(it.file(BASE), 300));
        fault(
                "base cut",
                fail(Layer.FILE),
                it -> it.change(it.file(BASE), bytes -> Arrays.copyOf(bytes, bytes.length - 100)));
        fault("base empty", fail(Layer.FILE), it -> it.change(it.file(BASE), bytes -> new byte[0]));
        fault(
                "a dump in the place of the base",
                fail(Layer.FILE),
                it -> Files.write(it.file(BASE), Files.readAllBytes(it.sound().file())));
        fault(
                "base of a later generation",
                fail(Layer.FILE),
                it -> it.put(
                        INCREMENT,
                        it.text(INCREMENT)
                                .replaceFirst(
                                        "#TS:[0-9]+",
                                        "#TS:" + Instant.now().minusSeconds(600).getEpochSecond())));
        fault(
                "commands behind the base",
                fail(Layer.FILE),
                it -> it.change(it.file(BASE), bytes -> {
                    var longer = Arrays.copyOf(bytes, bytes.length + 14);
                    System.arraycopy("*1\r\n$4\r\nPING\r\n".getBytes(), 0, longer, bytes.length, 14);
                    return longer;
                }));
    }

    private void fault(String what, Expected expected, RedisFault fault) {
        faults.trial(
                what,
                expected,
                fault == null
                        ? RedisFault.unreadable(home -> copies(home, sound))
                        : fault.on(home -> copies(home, sound)));
    }

    static PlantedRedisBackup copies(Path home, RedisSound sound) {
        var log = PlantedRedis.copy(sound.log(), home.resolve("backups/redis-1/appendonlydir"));
        return PlantedRedisBackup.of(
                home, sound, log, "{type: aof, directory: '" + home.resolve("backups/redis-*/appendonlydir") + "'}");
    }
}
