package dev.firedrill.matrix;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** All faults, by category. */
final class FaultMatrix {
    static final List<Category> CATEGORIES = List.of(
            WalFaults.category(),
            FileFaults.category(),
            PageFaults.category(),
            SlruFaults.category(),
            ControlFileFaults.category(),
            LabelFaults.category(),
            ManifestFaults.category(),
            RowBytesFaults.category(),
            CatalogRowFaults.category(),
            UserRowFaults.category(),
            KeyAndSequenceFaults.category(),
            SchemaFaults.category(),
            TimeFaults.category(),
            ArchiveFaults.category(),
            ObjectFaults.category(),
            ConfigurationFaults.category());

    private static final int EACH = 7;

    private static final Set<Layer> FOUND_EARLY = EnumSet.of(
            Layer.CONFIGURATION,
            Layer.SELECTION,
            Layer.ARCHIVE,
            Layer.LABELS,
            Layer.CONTROL_FILE,
            Layer.WAL,
            Layer.MANIFEST,
            Layer.OBJECTS);

    private FaultMatrix() {}

    static List<Fault> faults() {
        return CATEGORIES.stream()
                .flatMap(category -> category.faults().stream())
                .toList();
    }

    /** A tenth of them: those that are marked, and each seventh of those that are found before a server is started. */
    static List<Fault> quick() {
        var early = faults().stream()
                .filter(fault -> FOUND_EARLY.contains(fault.expected().layer()))
                .toList();
        return faults().stream()
                .filter(fault -> fault.quick() || early.indexOf(fault) % EACH == EACH - 1)
                .toList();
    }
}
