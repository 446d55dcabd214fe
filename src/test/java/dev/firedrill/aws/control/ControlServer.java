package dev.firedrill.aws.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;

/** The way of a request: read, written into the journal, spoiled where that is wanted, carried out, answered. */
final class ControlServer implements AutoCloseable {
    private static final Request UNREADABLE =
            new Request("", "", "", "", Collections.unmodifiableSortedMap(new TreeMap<>()));

    static {
        // Else an answer waits 40 ms for the client to acknowledge its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Function<Request, SdkPojo> actions;
    private final Injections injections;
    private final List<Request> journal = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(ControlServer::daemon);
    private final HttpServer server;

    ControlServer(Function<Request, SdkPojo> actions, Injections injections) {
        this.actions = actions;
        this.injections = injections;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "control plane");
        thread.setDaemon(true);
        return thread;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Request> journal() {
        return List.copyOf(journal);
    }

    void forget() {
        journal.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var request = UNREADABLE;
        var id = UUID.randomUUID().toString();
        try (exchange) {
            try {
                var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                request = Request.of(exchange.getRequestHeaders().getFirst("Authorization"), form);
                journal.add(request);
                var answer = carriedOut(request, id);
                if (!injections.isDropped(request)) {
                    send(exchange, 200, answer);
                }
            } catch (ServiceError e) {
                send(exchange, e.httpStatus(), AnswerWriter.error(request, e, id));
            }
        }
    }

    private String carriedOut(Request request, String id) {
        try {
            injections.before(request);
            var answer = AnswerWriter.answer(request, actions.apply(request), id);
            injections.after(request);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceError("ServiceUnavailable", 503, "The control plane is being closed.");
        } catch (ServiceError e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ServiceError("InternalFailure", 500, "The control plane failed: " + e);
        }
    }

    private static void send(HttpExchange exchange, int status, String xml) throws IOException {
        var bytes = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml;charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
