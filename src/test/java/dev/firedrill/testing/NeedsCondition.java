package dev.firedrill.testing;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import dev.firedrill.process.Command;
import java.io.File;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Behind {@link NeedsTool}, {@link NeedsLocale} and {@link NeedsShared}. */
final class NeedsCondition implements ExecutionCondition {
    /** Not {@code CI}: a user's own CI may have no tools, and its {@code mvn verify} must pass. */
    static final String VARIABLE = "FIREDRILL_TOOLS";

    static final String REQUIRED = "required";
    static final String NOT_RUN = "not run: ";

    private final boolean required;

    NeedsCondition() {
        this(REQUIRED.equals(System.getenv(VARIABLE)));
    }

    NeedsCondition(boolean required) {
        this.required = required;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getElement().map(this::evaluate).orElse(enabled("it needs nothing"));
    }

    ConditionEvaluationResult evaluate(AnnotatedElement element) {
        var missing = missing(element);
        if (missing.isEmpty()) {
            return enabled("what it needs is there");
        }
        var reason = "this host has no " + String.join(", ", missing);
        if (required) {
            throw new IllegalStateException("%s, which this test needs and %s=%s asks for%n  Remedy: run .ci/packages"
                    .formatted(reason, VARIABLE, REQUIRED));
        }
        return disabled(NOT_RUN + reason);
    }

    private static List<String> missing(AnnotatedElement element) {
        var tools = element.getAnnotation(NeedsTool.class);
        var files = element.getAnnotation(NeedsShared.class);
        var locale = element.getAnnotation(NeedsLocale.class);
        var missing = new ArrayList<String>();
        missing.addAll(tools == null ? List.of() : missingTools(tools.value()));
        missing.addAll(files == null ? List.of() : missingFiles(files.value()));
        if (locale != null && !hasLocale(locale.value())) {
            missing.add("locale " + locale.value());
        }
        return missing;
    }

    private static List<String> missingTools(String[] tools) {
        return Stream.of(tools).filter(tool -> !isExecutable(tool)).toList();
    }

    private static boolean isExecutable(String tool) {
        if (tool.startsWith("/")) {
            return Files.isExecutable(Path.of(tool));
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    private static List<String> missingFiles(String[] files) {
        return Stream.of(files)
                .filter(file -> !Files.isReadable(SharedFiles.file(file)))
                .map(file -> "../shared/" + file)
                .toList();
    }

    private static boolean hasLocale(String name) {
        var listed = Command.of("locale", "-a").run();
        return listed.output().lines().anyMatch(line -> plain(line).equals(plain(name)));
    }

    private static String plain(String locale) {
        return locale.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
