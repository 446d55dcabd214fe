package dev.firedrill.evidence;

import dev.firedrill.restore.PastValue;
import dev.firedrill.restore.RuleHistory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What the evidence says of earlier runs; it is read when the first rule asks. */
public record RecordedPasses(EvidenceLog evidence) implements RuleHistory {
    /** What the evidence in Firedrill's state directory says. */
    public static RecordedPasses in(Path state) {
        return new RecordedPasses(EvidenceLog.in(state));
    }

    @Override
    public String lastPass(String system, String requested, String ruleId) {
        return evidence.lastPass(system, requested, ruleId)
                .map(RecordedPasses::text)
                .orElse("");
    }

    @Override
    public List<PastValue> values(String system, String requested, String ruleId) {
        return evidence.values(system, requested, ruleId);
    }

    @Override
    public List<Long> counts(String system, String requested, List<String> ruleIds, Optional<LocalDate> since) {
        return evidence.counts(system, requested, ruleIds, since);
    }

    private static String text(LastPass pass) {
        var value = Double.isNaN(pass.value())
                ? ""
                : ": " + BigDecimal.valueOf(pass.value()).stripTrailingZeros().toPlainString();
        return LocalDate.ofInstant(pass.at(), ZoneOffset.UTC) + value;
    }
}
