package dev.firedrill.local;

import com.github.luben.zstd.ZstdOutputStream;
import dev.firedrill.store.archive.Compression;
import dev.firedrill.store.archive.LinkedLz4;
import dev.firedrill.store.archive.PlantedTar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The newest backup of a planted shop in the form in which {@code pg_basebackup -F tar} leaves one: a label at the
 * beginning of base.tar, the control file at its end, the manifest beside it. What is to be wrong with it is planted before
 * it is written.
 */
public final class PlantedTarBackup {
    private static final String LABEL = "backup_label";
    private static final String CONTROL = "global/pg_control";

    private final PlantedBackup planted;
    private final Path directory;
    private final List<String> segments;
    private final Compression compression;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private Consumer<PlantedTar> more = tar -> {};

    private PlantedTarBackup(PlantedBackup planted, Path directory, Compression compression) throws IOException {
        this.planted = planted;
        this.directory = directory;
        this.segments = planted.segments();
        this.compression = compression;
    }

    /** Takes the place of the newest of the plain backups. */
    public static PlantedTarBackup insteadOf(PlantedBackup planted, Compression compression) throws IOException {
        var plain = planted.newest();
        var tar = new PlantedTarBackup(planted, plain, compression);
        tar.files.put(LABEL, Files.readAllBytes(plain.resolve(LABEL)));
        try (var all = Files.walk(plain)) {
            for (var file : all.sorted().toList()) {
                tar.take(plain.relativize(file).toString(), file);
            }
        }
        tar.files.put(CONTROL, tar.files.remove(CONTROL));
        var manifest = tar.files.remove("backup_manifest");
        planted.clear(plain);
        Files.createDirectory(plain);
        Files.write(plain.resolve("backup_manifest"), manifest);
        return tar;
    }

    private void take(String name, Path file) throws IOException {
        if (Files.isDirectory(file) && !name.isEmpty()) {
            files.put(name + "/", new byte[0]);
        } else if (Files.isRegularFile(file)) {
            files.putIfAbsent(name, Files.readAllBytes(file));
        }
    }

    /** The files that the archive will hold, in order; names of directories end with a slash. */
    public Map<String, byte[]> files() {
        return files;
    }

    public PlantedTarBackup with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Entries that stand at the end of the archive, after all files. */
    public PlantedTarBackup then(Consumer<PlantedTar> entries) {
        more = entries;
        return this;
    }

    public PlantedTarBackup flip(String name, int place) {
        var content = files.get(name).clone();
        content[place] ^= (byte) 0xFF;
        files.put(name, content);
        return this;
    }

    /** Writes base.tar; the file. */
    public Path write() throws IOException {
        return write("base", base());
    }

    /** The archive before it is compressed. */
    public byte[] base() {
        var tar = new PlantedTar();
        files.forEach((name, content) -> add(tar, name, content));
        more.accept(tar);
        return tar.ended();
    }

    private static void add(PlantedTar tar, String name, byte[] content) {
        if (name.endsWith("/")) {
            tar.directory(name);
        } else {
            tar.file(name, content);
        }
    }

    Path write(String name, byte[] tar) throws IOException {
        var file = directory.resolve(name + ".tar" + compression.suffix());
        return Files.write(file, compressed(tar, compression));
    }

    /** Puts segments of the archive into pg_wal.tar. */
    Path writeLog(List<String> segments) throws IOException {
        var tar = new PlantedTar();
        for (var segment : segments) {
            tar.file(segment, Files.readAllBytes(planted.wal().resolve(segment)));
        }
        return write("pg_wal", tar.ended());
    }

    /** The segments of the archive that its restore needs, in order. */
    List<String> segments() {
        return segments;
    }

    Path segment(int number) {
        return planted.wal().resolve(segments.get(number));
    }

    public Path directory() {
        return directory;
    }

    public Path manifest() {
        return directory.resolve("backup_manifest");
    }

    /** The heap that names most customers. */
    public String customers() {
        return files.keySet().stream()
                .filter(name -> name.startsWith("base/"))
                .max(Comparator.comparingInt(name -> customersIn(files.get(name))))
                .orElseThrow();
    }

    private static int customersIn(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).split("Customer \\d").length;
    }

    public static byte[] compressed(byte[] content, Compression compression) throws IOException {
        if (compression == Compression.NONE) {
            return content;
        }
        if (compression == Compression.LZ4) {
            return LinkedLz4.compress(content);
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = compressing(bytes, compression)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static OutputStream compressing(OutputStream out, Compression compression) throws IOException {
        return compression == Compression.ZSTD ? new ZstdOutputStream(out).setChecksum(true) : new FastGzip(out);
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
