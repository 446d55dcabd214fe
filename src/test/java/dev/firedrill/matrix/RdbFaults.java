package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inconclusive;
import static dev.firedrill.matrix.Expected.warn;

import dev.firedrill.redis.MendedRdb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Faults of RDB files. */
final class RdbFaults {
    private static final int CHECKSUM = 8;
    private static final int BLOCK = 4096;

    private final RedisSound sound;
    private final Category faults = new Category("RDB files");

    private RdbFaults(RedisSound sound) {
        this.sound = sound;
    }

    static Category category(RedisSound sound) {
        var category = new RdbFaults(sound);
        category.gone();
        category.cut();
        category.flipped();
        category.withoutChecksum();
        category.longer();
        category.another();
        category.times();
        return category.faults;
    }

    private void gone() {
        whole("missing", fail(Layer.SELECTION), it -> Files.delete(it.newest()));
        whole("a directory in its place", inconclusive(Layer.SELECTION), it -> {
            Files.delete(it.newest());
            Files.createDirectory(it.newest());
        });
        whole("a link that leads nowhere", inconclusive(Layer.SELECTION), it -> {
            Files.delete(it.newest());
            Files.createSymbolicLink(it.newest(), it.home().resolve("nowhere"));
        });
        faults.trial(
                "no permission to read it",
                inconclusive(Layer.PERMISSIONS),
                RedisFault.unreadable(home -> copies(home, sound)));
        whole("the newest empty, an older one sound", fail(Layer.FILE), it -> {
            Files.copy(it.newest(), it.backups().resolve("sessions-1.rdb"));
            Files.write(it.newest(), new byte[0]);
        });
    }

    private void cut() {
        whole("empty", fail(Layer.FILE), it -> it.change(bytes -> new byte[0]));
        whole("cut within its magic", fail(Layer.FILE), it -> it.change(bytes -> Arrays.copyOf(bytes, 4)));
        whole("cut within its head", fail(Layer.FILE), it -> it.change(bytes -> Arrays.copyOf(bytes, 20)));
        whole("cut to half", fail(Layer.FILE), it -> it.change(bytes -> Arrays.copyOf(bytes, bytes.length / 2)));
        whole(
                "cut before the sign of its end",
                fail(Layer.FILE),
                it -> it.change(bytes -> Arrays.copyOf(bytes, bytes.length - CHECKSUM - 1)));
        whole(
                "cut within its checksum",
                fail(Layer.FILE),
                it -> it.change(bytes -> Arrays.copyOf(bytes, bytes.length - 3)));
        whole(
                "a block of zeros",
                fail(Layer.FILE),
                it -> it.change(bytes -> {
                    Arrays.fill(bytes, BLOCK, 2 * BLOCK, (byte) 0);
                    return bytes;
                }));
        whole("nothing but zeros", fail(Layer.FILE), it -> it.change(bytes -> new byte[bytes.length]));
    }

    private void flipped() {
        whole("flip in the magic", fail(Layer.FILE), it -> it.flip(1));
        whole("flip in the version", fail(Layer.FILE), it -> it.flip(8));
        flip("the head", "redis-ver", 11);
        flip("the number of a database", "user:", -10);
        flip("a key", "session:7", 8);
        flip("a value", "name 7", 5);
        flip("the type of a value", "stream", -2);
        flip("an expiry", "session:7", -8);
        whole("flip in the sign of the end", fail(Layer.FILE), it -> it.flip(-CHECKSUM - 1));
        whole("flip in the checksum", fail(Layer.FILE), it -> it.flip(-1));
    }

    private void flip(String what, String near, int offset) {
        whole(
                "flip in " + what,
                fail(Layer.FILE),
                it -> it.flip(MendedRdb.indexOf(Files.readAllBytes(it.newest()), near) + offset));
    }

    private void withoutChecksum() {
        whole(
                "checksum lost",
                warn(Layer.FILE, "host-rdb-checksum"),
                it -> it.change(bytes -> {
                    Arrays.fill(bytes, bytes.length - CHECKSUM, bytes.length, (byte) 0);
                    return bytes;
                }));
        careless(
                "no checksum, flip in a value",
                warn(Layer.FILE, "host-rdb-checksum"),
                it -> it.flip(MendedRdb.indexOf(Files.readAllBytes(it.newest()), "name 7") + 5));
        careless(
                "no checksum, flip in the type of a value",
                fail(Layer.LOADING),
                it -> it.change(bytes -> {
                    bytes[MendedRdb.indexOf(bytes, "stream") - 2] = 0x3F;
                    return bytes;
                }));
        careless("no checksum, flip in the sign of the end", fail(Layer.LOADING), it -> it.flip(-CHECKSUM - 1));
        careless(
                "no checksum, cut to half",
                fail(Layer.FILE),
                it -> it.change(bytes -> Arrays.copyOf(bytes, bytes.length / 2)));
        careless(
                "no checksum, a format that is not known yet",
                inconclusive(Layer.LOADING),
                it -> it.change(bytes -> {
                    bytes[5] = '9';
                    return bytes;
                }));
    }

    private void longer() {
        whole(
                "bytes behind its end",
                fail(Layer.FILE),
                it -> it.change(bytes -> {
                    var longer = Arrays.copyOf(bytes, bytes.length + 16);
                    Arrays.fill(longer, bytes.length, longer.length, (byte) 'x');
                    return longer;
                }));
        whole(
                "zeros behind its end",
                fail(Layer.LOADING),
                it -> it.change(bytes -> Arrays.copyOf(bytes, bytes.length + 512)));
        whole(
                "twice the same file in it",
                fail(Layer.LOADING),
                it -> it.change(bytes -> {
                    var twice = Arrays.copyOf(bytes, 2 * bytes.length);
                    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
                    return MendedRdb.mended(twice);
                }));
    }

    private void another() {
        whole("compressed with gzip", inconclusive(Layer.SELECTION), it -> it.change(RdbFaults::gzipped));
        whole(
                "the message of a script that failed",
                fail(Layer.FILE),
                it -> Files.writeString(
                        it.newest(), "Could not connect to Redis at 127.0.0.1:6379: Connection refused\n"));
        whole(
                "an append-only log in its place",
                fail(Layer.FILE),
                it -> Files.write(
                        it.newest(), Files.readAllBytes(it.sound().log().resolve("appendonly.aof.2.incr.aof"))));
        whole(
                "a file of a Redis that held nothing",
                fail(Layer.REDIS, "redis-not-empty"),
                it -> Files.write(it.newest(), Files.readAllBytes(it.sound().empty())));
        whole("a key of verify: that is not there", fail(Layer.REDIS, "verify-EXISTS-user-x-944a153f"), it -> it.keys()
                .put("verify", "['EXISTS user:x']"));
    }

    private void times() {
        whole(
                "yesterday's file under today's name",
                fail(Layer.OBJECTIVES),
                it -> it.change(bytes -> MendedRdb.savedAt(bytes, Instant.now().minusSeconds(100_000))));
        whole(
                "saved in the future",
                fail(Layer.SELECTION),
                it -> it.change(bytes -> MendedRdb.savedAt(bytes, Instant.now().plusSeconds(100_000))));
    }

    private static byte[] gzipped(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private void whole(String what, Expected expected, RedisFault fault) {
        faults.trial(what, expected, fault.on(home -> copies(home, sound)));
    }

    private void careless(String what, Expected expected, RedisFault fault) {
        faults.trial(what, expected, fault.on(home -> copies(home, sound, sound.careless())));
    }

    static PlantedRedisBackup copies(Path home, RedisSound sound) throws IOException {
        return copies(home, sound, sound.file());
    }

    private static PlantedRedisBackup copies(Path home, RedisSound sound, Path file) throws IOException {
        var newest = RedisSound.copied(file, home.resolve("backups"));
        return PlantedRedisBackup.of(
                home, sound, newest, "{type: rdb, file: '" + home.resolve("backups/sessions-*.rdb") + "'}");
    }
}
