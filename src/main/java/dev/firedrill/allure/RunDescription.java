package dev.firedrill.allure;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.Run;
import dev.firedrill.restore.ToolVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** What the report shows beside the checks. Only named facts are written, so that no secret slips in. */
record RunDescription(Run run, Map<String, String> environment, Map<String, String> facts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void write(Path directory) throws IOException {
        writeEnvironment(directory.resolve("environment.properties"));
        JSON.writeValue(
                directory.resolve("categories.json").toFile(),
                List.of(
                        Map.of("name", "Backup is bad", "matchedStatuses", List.of("failed")),
                        Map.of("name", "Could not tell", "matchedStatuses", List.of("broken"))));
        if (environment.containsKey("BUILD_URL")) {
            JSON.writeValue(directory.resolve("executor.json").toFile(), executor());
        }
    }

    private void writeEnvironment(Path file) throws IOException {
        var properties = new Properties();
        properties.setProperty("Firedrill", ToolVersion.current());
        properties.setProperty("Java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        properties.setProperty(
                "OS",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        properties.setProperty("Groups", run.groups().isEmpty() ? "all" : run.groups());
        properties.setProperty("Run", run.id() + " (" + run.trigger() + ")");
        properties.setProperty("As of", asOf());
        facts.forEach(properties::setProperty);
        try (var writer = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
            properties.store(writer, null);
        }
    }

    private String asOf() {
        var moments = run.restorations().stream()
                .map(Restoration::asOf)
                .distinct()
                .sorted()
                .map(Instant::toString)
                .collect(Collectors.joining(", "));
        return moments.isEmpty() ? "nothing was restored" : moments;
    }

    /** Jenkins' own variables; a build number that is none is left out. */
    private Map<String, Object> executor() {
        var executor = new LinkedHashMap<String, Object>();
        executor.put("name", "Jenkins");
        executor.put("type", "jenkins");
        executor.put("url", environment.getOrDefault("JENKINS_URL", ""));
        executor.put("buildUrl", environment.get("BUILD_URL"));
        executor.put("buildName", environment.getOrDefault("JOB_NAME", "") + " #" + environment.get("BUILD_NUMBER"));
        var number = environment.getOrDefault("BUILD_NUMBER", "");
        if (number.matches("\\d{1,18}")) {
            executor.put("buildOrder", Long.valueOf(number));
        }
        executor.put("reportName", "Firedrill");
        return executor;
    }
}
