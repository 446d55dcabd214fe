package dev.firedrill.evidence;

import dev.firedrill.restore.PastValue;
import dev.firedrill.restore.Run;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The evidence kept for auditors: one line of JSON for each restoration, each with the hash of the line before. Nothing
 * is ever taken out of it.
 *
 * <pre>{@code
 * var evidence = EvidenceLog.in(configuration.state());
 * var appended = evidence.append(run, System.getenv());
 * }</pre>
 */
public final class EvidenceLog {
    private static final int MOST_COUNTS = 10;

    private final Path file;
    private PassIndex passes;
    private CountIndex counts;

    public EvidenceLog(Path file) {
        this.file = file;
    }

    /** The evidence in Firedrill's state directory. */
    public static EvidenceLog in(Path state) {
        return new EvidenceLog(state.resolve("evidence.jsonl"));
    }

    /**
     * Adds one line for each restoration of a run, and puts them on disk before it returns.
     *
     * @param environment the process's environment variables, of which only the build's address is recorded
     * @throws Inconclusive if they cannot be written
     */
    public Appended append(Run run, Map<String, String> environment) {
        try (var locked = LockedFile.open(file)) {
            var chain = Chain.of(locked.read());
            var lines = new StringBuilder(chain.terminated() ? "" : "\n");
            var head = chain.head();
            for (var link : links(chain, run, environment)) {
                var next = new Link(link.kind(), head, link.content());
                lines.append(next.line()).append('\n');
                head = next.hash();
            }
            locked.append(lines.toString());
            return new Appended(head, notes(chain));
        } catch (IOException e) {
            throw new Inconclusive("the evidence could not be written to " + file + ": " + e, e);
        }
    }

    /**
     * Looks for the first line that was altered, removed, inserted or moved.
     *
     * @throws Inconclusive if the evidence cannot be read
     */
    public Verification verify() {
        return read().verify();
    }

    /**
     * When this rule last held on a restore of this system that was asked for in the same words; read once.
     *
     * @param requested as {@link dev.firedrill.restore.RestoreRequest#describe()} says it
     */
    public synchronized Optional<LastPass> lastPass(String system, String requested, String ruleId) {
        if (passes == null) {
            passes = PassIndex.of(read().links());
        }
        return passes.find(system, requested, ruleId);
    }

    /**
     * What the first of these rules counted on earlier restores, the oldest first; read once.
     *
     * @param since runs before this day do not count
     * @throws Inconclusive if a line was altered, removed, inserted or moved: none of them can be believed then
     */
    public synchronized List<Long> counts(
            String system, String requested, List<String> ruleIds, Optional<LocalDate> since) {
        if (counts == null) {
            counts = CountIndex.of(believed().links());
        }
        return counts.find(system, requested, ruleIds, since, MOST_COUNTS);
    }

    /** Restores of a system that succeeded, the oldest first; what is not as it was written is left out. */
    public List<PastRestore> restores(String system) {
        return read().links().stream()
                .filter(link -> link.kind().equals(Link.RESTORATION))
                .map(Link::content)
                .filter(content -> system.equals(content.get("system")) && content.get("rtoSeconds") != null)
                .map(PastRestore::of)
                .toList();
    }

    /**
     * What a rule found on restores of this system that were asked for in the same words, oldest first.
     *
     * @param requested as {@link dev.firedrill.restore.RestoreRequest#describe()} says it
     * @throws Inconclusive if a line was altered, removed, inserted or moved: none of them can be believed then
     */
    public List<PastValue> values(String system, String requested, String ruleId) {
        return PastValues.of(believed().links(), system, requested, ruleId);
    }

    /** The ids of all rules that were ever evaluated on a system. */
    public Set<String> rules(String system) {
        return read().links().stream()
                .filter(link -> link.kind().equals(Link.RESTORATION))
                .filter(link -> system.equals(link.content().get("system")))
                .flatMap(link -> ((List<?>) link.content().get("rules")).stream())
                .map(rule -> String.valueOf(((Map<?, ?>) rule).get("id")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Chain believed() {
        var chain = read();
        var found = chain.verify();
        found.brokenLine().ifPresent(line -> {
            throw new Inconclusive(
                    "evidence %s, line %d: %s; what it says of earlier counts is not believed.\n  Remedy: find out who changed it, and move the file away: a new one begins"
                            .formatted(file, line, found.reason()));
        });
        return chain;
    }

    private Chain read() {
        try {
            return Chain.of(Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
        } catch (IOException e) {
            throw new Inconclusive("the evidence in " + file + " could not be read: " + e, e);
        }
    }

    /** Links without their predecessors: a segment first, if the end of the chain cannot be read. */
    private static List<Link> links(Chain chain, Run run, Map<String, String> environment) {
        var links = new ArrayList<Link>();
        chain.unreadableEnd().ifPresent(end -> links.add(new Link(Link.SEGMENT, "", segment(chain, end))));
        var facts = new RunFacts(run, environment);
        run.restorations()
                .forEach(restoration -> links.add(
                        new Link(Link.RESTORATION, "", new RestorationEvidence(facts, restoration).content())));
        return links;
    }

    private static Map<String, Object> segment(Chain chain, String end) {
        var content = new TreeMap<String, Object>();
        content.put("line", chain.lines().size());
        if (chain.terminated()) {
            content.put("reason", "the line before was altered; the chain goes on from the last good one");
        } else {
            content.put("reason", "the line before was torn by a crash; it is kept as it is");
            content.put("torn", CanonicalJson.sha256(end));
        }
        return content;
    }

    private List<String> notes(Chain chain) {
        var found = chain.verify();
        var notes = new ArrayList<String>();
        if (found.tornLines().contains(chain.lines().size())) {
            notes.add("evidence " + file + ", line " + chain.lines().size() + ": torn by a crash; it is kept");
        }
        found.brokenLine().ifPresent(line -> notes.add("evidence " + file + ", line " + line + ": " + found.reason()));
        return notes;
    }
}
