package dev.firedrill.aws.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firedrill.objects.PlantedStore;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Plays what S3Mock cannot: permissions, archives, throttling, encryption by KMS, sizes of parts, names that a web server
 * refuses. It speaks as much of S3's language as we ask for, after AWS's documentation; what it says was written here.
 */
final class StubS3 implements Closeable {
    static final String BUCKET = "stub-bucket";

    private final HttpServer server;
    private final Map<String, StubObject> objects = new LinkedHashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
    private String versioning = "";
    private String lock = "";
    private String partsListed = "";
    private String turn = "<IsTruncated>false</IsTruncated>";
    private String message = "";
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private boolean ignoresRanges;

    StubS3() throws IOException {
        S3MockServer.credentials();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    StubS3 put(StubObject object) {
        objects.put(object.key, object);
        return this;
    }

    /** Lists what was put, with digests as sha256sum makes them. */
    StubS3 list() {
        var lines = new StringBuilder();
        objects.values().forEach(object -> lines.append(PlantedBucket.sha256(object.content))
                .append("  ")
                .append(object.key.substring("app/".length()))
                .append('\n'));
        return put(new StubObject("app/SHA256SUMS", lines.toString()));
    }

    /** Refuses a question, such as {@code list-type} or {@code versions}, with {@code STATUS CODE}. */
    StubS3 refuse(String question, String answer) {
        refusals.put(question, answer);
        return this;
    }

    StubS3 versioning(String status) {
        versioning = "<Status>" + status + "</Status>";
        return this;
    }

    StubS3 lock(String xml) {
        lock = xml;
        return this;
    }

    /** What GetObjectAttributes says of parts. */
    StubS3 partsListed(String xml) {
        partsListed = xml;
        return this;
    }

    /** What each page of a listing says of the next. */
    StubS3 turn(String xml) {
        turn = xml;
        return this;
    }

    /** What is said with each refusal. */
    StubS3 saying(String text) {
        message = text;
        return this;
    }

    /** What was asked for of one object, in its order: {@code GET}, {@code HEAD}, {@code attributes}. */
    List<String> asked(String key) {
        return asked.stream()
                .filter(one -> one.endsWith(" " + key))
                .map(one -> one.substring(0, one.indexOf(' ')))
                .toList();
    }

    StubS3 ignoresRanges() {
        ignoresRanges = true;
        return this;
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    PlantedStore.Reading read(Path home, String more) throws IOException {
        return PlantedStore.read(
                home,
                "{type: s3, bucket: %s, prefix: app/, region: us-east-1, endpoint: '%s'%s}"
                        .formatted(BUCKET, endpoint(), more));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var query = query(exchange.getRequestURI().getRawQuery());
            var path = exchange.getRequestURI().getRawPath().substring(1);
            var key = path.contains("/") ? decoded(path.substring(path.indexOf('/') + 1)) : "";
            var refusal = refusals.entrySet().stream()
                    .filter(one -> query.containsKey(one.getKey()))
                    .findFirst();
            if (refusal.isPresent()) {
                var words = refusal.get().getValue().split(" ");
                exchange.getResponseHeaders().set("x-amz-bucket-region", "eu-south-2");
                error(exchange, Integer.parseInt(words[0]), words[1]);
            } else if (!key.isEmpty()) {
                object(exchange, key, query);
            } else {
                bucket(exchange, query);
            }
        }
    }

    private void bucket(HttpExchange exchange, Map<String, String> query) throws IOException {
        var prefix = query.getOrDefault("prefix", "");
        if (query.containsKey("versioning")) {
            xml(exchange, "<VersioningConfiguration>" + versioning + "</VersioningConfiguration>");
        } else if (query.containsKey("object-lock")) {
            if (lock.isEmpty()) {
                error(exchange, 404, "ObjectLockConfigurationNotFoundError");
            } else {
                xml(exchange, "<ObjectLockConfiguration>" + lock + "</ObjectLockConfiguration>");
            }
        } else {
            boolean versions = query.containsKey("versions");
            var text = new StringBuilder(versions ? "<ListVersionsResult>" : "<ListBucketResult>");
            text.append("<EncodingType>url</EncodingType>").append(turn);
            objects.values().stream()
                    .filter(object -> object.key.startsWith(prefix))
                    .forEach(object -> text.append(versions ? version(object) : entry(object, "Contents", "")));
            xml(exchange, text + (versions ? "</ListVersionsResult>" : "</ListBucketResult>"));
        }
    }

    private static String version(StubObject object) {
        var entry = entry(object, "Version", "<VersionId>v1</VersionId><IsLatest>" + !object.deleted + "</IsLatest>");
        return object.deleted
                ? entry + "<DeleteMarker><Key>" + encoded(object.key) + "</Key><VersionId>v2</VersionId>"
                        + "<IsLatest>true</IsLatest><LastModified>" + Instant.now() + "</LastModified></DeleteMarker>"
                : entry;
    }

    private static String entry(StubObject object, String tag, String more) {
        return "<%1$s><Key>%2$s</Key><LastModified>%3$s</LastModified><ETag>%4$s</ETag><Size>%5$d</Size>%6$s%7$s%8$s</%1$s>"
                .formatted(
                        tag,
                        encoded(object.key),
                        Instant.now(),
                        object.headers.get("ETag").replace("\"", "&quot;"),
                        object.content.length,
                        "<StorageClass>" + object.storage + "</StorageClass>",
                        object.restore,
                        more);
    }

    private void object(HttpExchange exchange, String key, Map<String, String> query) throws IOException {
        asked.add((query.containsKey("attributes") ? "attributes" : exchange.getRequestMethod()) + " " + key);
        var found = Optional.ofNullable(objects.get(key)).filter(object -> !object.deleted);
        if (found.isEmpty()) {
            error(exchange, 404, "NoSuchKey");
        } else if (found.get().status > 0) {
            error(exchange, found.get().status, found.get().code);
        } else if (query.containsKey("attributes")) {
            xml(exchange, "<GetObjectAttributesResponse>" + partsListed + "</GetObjectAttributesResponse>");
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            part(exchange, found.get(), Integer.parseInt(query.get("partNumber")));
        } else {
            Optional.ofNullable(query.get("versionId"))
                    .ifPresent(id -> exchange.getResponseHeaders().set("x-amz-version-id", id));
            content(exchange, found.get());
        }
    }

    private static void part(HttpExchange exchange, StubObject object, int number) throws IOException {
        exchange.getResponseHeaders().set("Content-Length", Long.toString(object.parts.get(number - 1)));
        exchange.getResponseHeaders().set("x-amz-mp-parts-count", Integer.toString(object.parts.size()));
        exchange.sendResponseHeaders(206, -1);
    }

    private void content(HttpExchange exchange, StubObject object) throws IOException {
        object.headers.forEach(exchange.getResponseHeaders()::set);
        var range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null || ignoresRanges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%2$d".formatted(from, object.content.length - 1));
        }
        object.answered.forEach(exchange.getResponseHeaders()::set);
        send(exchange, from > 0 ? 206 : 200, Arrays.copyOfRange(object.content, from, object.content.length));
    }

    private void error(HttpExchange exchange, int status, String code) throws IOException {
        var text = "<Error><Code>%s</Code><Message>said of %1$s%2$s</Message></Error>".formatted(code, message);
        send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void xml(HttpExchange exchange, String text) throws IOException {
        send(exchange, 200, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> query(String raw) {
        var query = new HashMap<String, String>();
        for (var pair : raw == null ? List.<String>of() : List.of(raw.split("&"))) {
            var parts = pair.split("=", 2);
            query.put(parts[0], parts.length > 1 ? decoded(parts[1]) : "");
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** As S3 does in listings: blanks are plus signs, slashes stay. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
