package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads what is tolerated of a system: offences that are known, and counts that differ from those of earlier runs. */
record ToleranceReader(YamlDocument document, Secrets secrets, Path base) {
    List<KnownOffence> known(JsonPointer at) {
        return document.children(at).stream().map(this::offence).toList();
    }

    private KnownOffence offence(JsonPointer at) {
        return new KnownOffence(
                document.place(at),
                document.text(at.appendProperty("rule")),
                base.resolve(secrets.fill(document, at.appendProperty("keys"))).normalize(),
                document.text(at.appendProperty("owner")),
                LocalDate.parse(document.text(at.appendProperty("until"))),
                document.text(at.appendProperty("why")));
    }

    Baseline baseline(JsonPointer at) {
        var tables = document.children(at.appendProperty("tables")).stream()
                .map(document::text)
                .distinct()
                .toList();
        return new Baseline(
                tables,
                own(at, "growth").map(ToleranceReader::share).orElse(Baseline.USUAL.growth()),
                own(at, "shrinkage").map(ToleranceReader::share).orElse(Baseline.USUAL.shrinkage()),
                own(at, "since").map(LocalDate::parse));
    }

    private static double share(String percent) {
        return Double.parseDouble(percent.replace("%", "").strip()) / 100;
    }

    private Optional<String> own(JsonPointer at, String key) {
        return Optional.ofNullable(document.text(at.appendProperty(key)));
    }
}
