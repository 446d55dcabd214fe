package dev.firedrill.postgres.command;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Passes on the first lines of a tool that may print without end, and nothing that a terminal would obey. */
final class FewLines implements Consumer<String> {
    private static final int PASSED_ON = 200;

    private final Consumer<String> listener;
    private final AtomicInteger heard = new AtomicInteger();

    FewLines(Consumer<String> listener) {
        this.listener = listener;
    }

    @Override
    public void accept(String line) {
        int number = heard.incrementAndGet();
        if (number <= PASSED_ON) {
            listener.accept(line.replaceAll("\\p{Cntrl}", "?"));
        } else if (number == PASSED_ON + 1) {
            listener.accept("... it says more, which is not kept");
        }
    }
}
