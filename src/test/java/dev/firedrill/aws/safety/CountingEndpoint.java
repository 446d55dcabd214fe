package dev.firedrill.aws.safety;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands where AWS would, says yes to everything, and counts what arrives. */
public final class CountingEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger arrived = new AtomicInteger();

    private CountingEndpoint(HttpServer server) {
        this.server = server;
    }

    public static CountingEndpoint start() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var endpoint = new CountingEndpoint(HttpServer.create(address, 0));
        endpoint.server.createContext("/", endpoint::answer);
        endpoint.server.start();
        return endpoint;
    }

    private void answer(HttpExchange exchange) throws IOException {
        arrived.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        var json = type != null && type.contains("json");
        var body = (json ? "{}" : "<Answer/>").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many requests came. */
    public int arrived() {
        return arrived.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
