package dev.firedrill.matrix;

import dev.firedrill.kafka.archive.ExportSurgery;
import dev.firedrill.kafka.archive.SinkFiles;
import dev.firedrill.verdict.Verdict;

/**
 * One fault of an archive of Kafka's records in the matrix.
 *
 * @param name in words, as the document says it
 * @param export how it is planted into an export; null for one of a sink
 * @param sink how it is planted into what a sink wrote; null for one of an export
 * @param by what must find it
 */
record KafkaArchiveFault(
        String category,
        String name,
        Planting<ExportSurgery> export,
        Planting<SinkFiles> sink,
        Layer by,
        Verdict verdict) {
    /** Plants it into a fresh copy. */
    interface Planting<T> {
        void into(T copy) throws Exception;
    }

    /** What looks, in the order in which it looks. */
    enum Layer {
        FILES("reading of the files"),
        RULES("rules"),
        INVENTORY("the inventory"),
        DOUBT("doubt of the restore");

        private final String words;

        Layer(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
