package dev.firedrill.matrix;

import java.util.List;

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

    private FaultMatrix() {}

    static List<Fault> faults() {
        return CATEGORIES.stream()
                .flatMap(category -> category.faults().stream())
                .toList();
    }

    static List<Fault> quick() {
        return faults().stream().filter(Fault::quick).toList();
    }
}
