package dev.firedrill.cli;

import dev.firedrill.verdict.Inconclusive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;

/** Asks the person at the terminal. */
final class Questions {
    private final BufferedReader answers;
    private final PrintWriter out;

    Questions(BufferedReader answers, PrintWriter out) {
        this.answers = answers;
        this.out = out;
    }

    void say(String line) {
        out.println(line);
    }

    /** The answer; {@code otherwise} if it is empty, or nobody answers any more. */
    String ask(String question, String otherwise) {
        out.print(question + (otherwise.isEmpty() ? "" : " [" + otherwise + "]") + ": ");
        out.flush();
        try {
            var answer = answers.readLine();
            if (answer == null) {
                out.println();
            }
            return answer == null || answer.isBlank() ? otherwise : answer.strip();
        } catch (IOException e) {
            throw new Inconclusive("the terminal cannot be read: " + e, e);
        }
    }
}
