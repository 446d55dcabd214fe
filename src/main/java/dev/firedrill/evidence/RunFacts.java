package dev.firedrill.evidence;

import dev.firedrill.restore.Run;
import dev.firedrill.restore.ToolVersion;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Who ran what, when and with which tools: the same for all restorations of a run. */
record RunFacts(Run run, Map<String, String> environment) {
    void putInto(Map<String, Object> content) {
        content.put("runId", run.id());
        content.put("trigger", run.trigger());
        content.put("groups", run.groups());
        content.put("runStartedAt", run.startedAt().toString());
        content.put("runVerdict", run.verdict().name());
        content.put("operator", System.getProperty("user.name"));
        content.put("ciUrl", ciUrl());
        content.put(
                "gitRevision",
                GitRevision.of(run.configuration().file().toAbsolutePath().getParent())
                        .orElse(null));
        content.put("javaVersion", Runtime.version().toString());
        content.put("firedrillVersion", ToolVersion.current());
        content.put("systemsConfigured", run.configuration().systems().size());
        content.put("systemsTested", (int) run.restorations().stream()
                .map(restoration -> restoration.system().name())
                .distinct()
                .count());
    }

    /** Jenkins', GitLab's or GitHub's address of the build. */
    private String ciUrl() {
        var github = environment.containsKey("GITHUB_RUN_ID")
                ? environment.get("GITHUB_SERVER_URL") + "/" + environment.get("GITHUB_REPOSITORY") + "/actions/runs/"
                        + environment.get("GITHUB_RUN_ID")
                : null;
        return Stream.of(environment.get("BUILD_URL"), environment.get("CI_JOB_URL"), github)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
