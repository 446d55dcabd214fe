package dev.firedrill.matrix;

import dev.firedrill.kafka.PlantedKafka;
import dev.firedrill.verdict.Verdict;

/**
 * One fault of Kafka's part of the matrix.
 *
 * @param name in words, as the document says it
 * @param crashed whether it is planted in what a killed broker left, instead of in what one left that was shut down
 * @param by what must find it
 * @param topics what {@code topics:} names
 */
record KafkaFault(
        String category, String name, boolean crashed, Planting planting, Layer by, Verdict verdict, String topics) {
    /** Plants it into a fresh copy. */
    interface Planting {
        void into(PlantedKafka copy) throws Exception;
    }

    /** What looks, in the order in which it looks. */
    enum Layer {
        SELECTION("selection"),
        FILES("examination of the files"),
        BROKER("the broker, or comparison with it"),
        RULES("rules"),
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

    static KafkaFault of(String category, String name, Layer by, Verdict verdict, Planting planting) {
        return new KafkaFault(category, name, false, planting, by, verdict, "[orders, payments, customers, audit]");
    }

    KafkaFault afterCrash() {
        return new KafkaFault(category, name + ", after a crash", true, planting, by, verdict, topics);
    }

    KafkaFault protecting(String other) {
        return new KafkaFault(category, name, crashed, planting, by, verdict, other);
    }
}
