package dev.firedrill.aws.validation;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The models of all services that botocore has, each read when it is asked for: of the moto that scripts/moto has brought,
 * or of Debian's python3-botocore.
 */
final class ServiceModels {
    private static final Pattern VERSION = Pattern.compile("(?m)^__version__ = ['\"]([^'\"]+)");
    private static final String BOTOCORE = "usr/lib/python3/dist-packages/botocore";

    private final Path botocore;
    private final String name;
    private final Map<String, Optional<ServiceModel>> read = new ConcurrentHashMap<>();

    /** @param botocore the directory of that package of Python */
    ServiceModels(Path botocore) {
        this.botocore = botocore;
        this.name = name(botocore);
    }

    /** Those of this host; empty if it has none. */
    static Optional<ServiceModels> ofThisHost() {
        return Stream.of("/var/cache/firedrill/moto", "/")
                .map(root -> Path.of(root, BOTOCORE))
                .filter(directory -> Files.isDirectory(directory.resolve("data")))
                .map(ServiceModels::new)
                .findFirst();
    }

    /** @param service as the SDK calls it, such as {@code Rds} or {@code Secrets Manager} */
    Optional<ServiceModel> of(String service) {
        return read.computeIfAbsent(service.replace(" ", "").toLowerCase(Locale.ROOT), this::newest);
    }

    private Optional<ServiceModel> newest(String service) {
        var versions = botocore.resolve("data").resolve(service);
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (var found = Files.list(versions)) {
            return found.max(Comparator.comparing(Path::toString)).flatMap(ServiceModels::model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ServiceModel> model(Path version) {
        for (var name : List.of("service-2.json", "service-2.json.gz")) {
            var file = version.resolve(name);
            if (Files.exists(file)) {
                try (var json = open(file)) {
                    return Optional.of(ServiceModel.read(json));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return Optional.empty();
    }

    private static InputStream open(Path file) throws IOException {
        var bytes = new BufferedInputStream(Files.newInputStream(file));
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    }

    private static String name(Path botocore) {
        try {
            var found = VERSION.matcher(Files.readString(botocore.resolve("__init__.py")));
            return "botocore " + (found.find() ? found.group(1) : "of an unknown version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whose they are, for people. */
    @Override
    public String toString() {
        return name;
    }
}
