package dev.firedrill.matrix;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What one restoration and the rules that were evaluated on it say, and which layer said it. */
final class Judgement {
    /** What is missing or short has another digest, too, but another rule says what it is. */
    private static final String ALSO = "objects-digests";

    /** Before anything is started several layers look, which only their words tell apart; the first that fits. */
    private static final Map<Pattern, Layer> BEFORE_RECOVERY = new LinkedHashMap<>();

    static {
        before("no permission to read", Layer.PERMISSIONS);
        before(
                "are not as its backup_manifest says|backup_manifest( of| in|:| uses)| has no backup_manifest",
                Layer.MANIFEST);
        before("cannot be unpacked|in the archives|link, \\[|base\\.tar", Layer.ARCHIVE);
        before("outside itself: \\[|a symbolic link", Layer.MANIFEST);
        before("segment [0-9A-F]{24}|WAL archive|timeline history|\\.history", Layer.WAL);
        before("global/pg_control of|expecting (global/pg_control|PG_VERSION)", Layer.CONTROL_FILE);
        before("backup_label|tablespace", Layer.LABELS);
        before("backup_manifest", Layer.MANIFEST);
    }

    private static final Pattern TRANSACTION_LOGS = Pattern.compile("  pg_(xact|multixact|commit_ts)/");

    private Judgement() {}

    private static void before(String words, Layer layer) {
        BEFORE_RECOVERY.put(Pattern.compile(words), layer);
    }

    /** What a user is told before anything is restored. */
    static Found of(ConfigurationMistake mistake) {
        return new Found(Layer.CONFIGURATION, Verdict.of(mistake), "", mistake.getMessage());
    }

    static Found of(Restoration restoration) {
        var red = restoration.rules().stream()
                .filter(rule -> rule.verdict().breaksTheBuild())
                .max(Comparator.comparing(RuleOutcome::verdict)
                        .thenComparing(rule -> !rule.id().equals(ALSO)));
        if (red.isPresent()) {
            return ofRule(red.get());
        }
        if (restoration.failure().isPresent()) {
            return ofFailure(restoration);
        }
        var missed = restoration.missedObjectives();
        if (!missed.isEmpty()) {
            return new Found(Layer.OBJECTIVES, Verdict.FAIL, "", String.join("; ", missed));
        }
        return restoration.rules().stream()
                .filter(rule -> rule.verdict() != Verdict.PASS)
                .findFirst()
                .map(Judgement::ofRule)
                .orElse(Found.NOTHING);
    }

    private static Found ofRule(RuleOutcome rule) {
        return new Found(layer(rule.id()), rule.verdict(), rule.id(), rule.message());
    }

    private static Layer layer(String rule) {
        if (rule.startsWith("physical-")) {
            return Layer.STRUCTURE;
        }
        if (rule.startsWith("catalog-")) {
            return Layer.CATALOG;
        }
        if (rule.startsWith("host-wal-")) {
            return Layer.WAL;
        }
        if (rule.startsWith("host-")) {
            return Layer.PAGES;
        }
        return rule.startsWith("objects-") ? Layer.OBJECTS : Layer.SHOP;
    }

    private static Found ofFailure(Restoration restoration) {
        var failure = restoration.failure().orElseThrow();
        return new Found(layer(restoration, failure.getMessage()), restoration.verdict(), "", failure.getMessage());
    }

    private static Layer layer(Restoration restoration, String message) {
        return switch (lastPhase(restoration.phases().stream()
                .filter(phase -> phase.phase() != Phase.DISCARD)
                .map(phase -> phase.phase())
                .toList())) {
            case SELECT -> Layer.SELECTION;
            case PROVISION -> beforeRecovery(message);
            case RECOVER -> restoration.system().engine().equals("objects") ? Layer.OBJECTS : Layer.RECOVERY;
            case READY -> afterRecovery(message);
            default -> message.contains("needs an inventory") ? Layer.INVENTORY : Layer.SERVER;
        };
    }

    /** What another JVM said that it could not judge, before anything was started. */
    static Found ofWords(String message) {
        if (!message.startsWith(Verdict.INCONCLUSIVE.name())) {
            throw new AssertionError("expecting the restore to be inconclusive, but it said: " + message);
        }
        return new Found(beforeRecovery(message), Verdict.INCONCLUSIVE, "", message);
    }

    private static Layer beforeRecovery(String message) {
        return BEFORE_RECOVERY.entrySet().stream()
                .filter(words -> words.getKey().matcher(message).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Layer.NONE);
    }

    private static Phase lastPhase(List<Phase> phases) {
        return phases.get(phases.size() - 1);
    }

    private static Layer afterRecovery(String message) {
        if (TRANSACTION_LOGS.matcher(message).find()) {
            return Layer.SLRU;
        }
        return message.contains("expecting all ") || message.contains("the pages of") ? Layer.PAGES : Layer.SERVER;
    }
}
