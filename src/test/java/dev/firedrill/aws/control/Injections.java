package dev.firedrill.aws.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What is to go wrong, or to happen beside it, when an action is asked for; {@code *} stands for every action. */
final class Injections {
    static final String EVERY = "*";

    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> drops = new ConcurrentHashMap<>();
    private final Map<String, Duration> latencies = new ConcurrentHashMap<>();

    /** @param left how often it still fails */
    private record Failure(String action, ServiceError error, AtomicInteger left) {}

    private record Hook(String action, boolean before, Consumer<Request> act) {}

    void fail(String action, ServiceError error, int times) {
        failures.add(new Failure(action, error, new AtomicInteger(times)));
    }

    void drop(String action, int times) {
        drops.computeIfAbsent(action, name -> new AtomicInteger()).addAndGet(times);
    }

    void delay(String action, Duration latency) {
        latencies.put(action, latency);
    }

    void hook(String action, boolean before, Consumer<Request> act) {
        hooks.add(new Hook(action, before, act));
    }

    void clear() {
        failures.clear();
        hooks.clear();
        drops.clear();
        latencies.clear();
    }

    void before(Request request) throws InterruptedException {
        run(request, true);
        var latency = latencies.getOrDefault(request.action(), latencies.getOrDefault(EVERY, Duration.ZERO));
        Thread.sleep(latency.toMillis());
        for (var failure : failures) {
            if (concerns(failure.action, request) && taken(failure.left)) {
                throw failure.error;
            }
        }
    }

    void after(Request request) {
        run(request, false);
    }

    /** Whether the answer is to be lost. */
    boolean isDropped(Request request) {
        return taken(drops.get(request.action())) || taken(drops.get(EVERY));
    }

    private void run(Request request, boolean before) {
        for (var hook : hooks) {
            if (hook.before == before && concerns(hook.action, request)) {
                hook.act.accept(request);
            }
        }
    }

    private static boolean concerns(String action, Request request) {
        return action.equals(EVERY) || action.equals(request.action());
    }

    private static boolean taken(AtomicInteger left) {
        return left != null && left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
    }
}
