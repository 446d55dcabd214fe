package dev.firedrill.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;

/**
 * Whether a person sits there.
 *
 * @param input whether what is read comes from a terminal
 * @param output whether what is printed goes to a terminal
 * @param keyboard what is read
 */
record Terminal(boolean input, boolean output, Reader keyboard) {
    static Terminal ofThisProcess() {
        return new Terminal(isTerminal(0), isTerminal(1), new InputStreamReader(System.in));
    }

    Questions questions(PrintWriter out) {
        return new Questions(new BufferedReader(keyboard), out);
    }

    /** Newer Javas have a console without a terminal, so the system is asked. */
    private static boolean isTerminal(int descriptor) {
        try {
            var test = new ProcessBuilder("test", "-t", Integer.toString(descriptor)).inheritIO();
            return test.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
