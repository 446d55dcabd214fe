package dev.firedrill.cli;

import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.inventory.InventoryRecorder;
import java.nio.file.Path;
import java.util.List;

/** Records a Kafka: the topics that the system names, or all that are not Kafka's own. It takes as long as it moves on. */
record KafkaRecording(ProtectedSystem system, KafkaClients clients) implements InventoryRecording {
    @Override
    public List<String> record(Path file) {
        var inventory = new InventoryRecorder(system.name(), clients, system.topics(), () -> {}).record();
        inventory.write(file);
        return List.of(
                "Recorded %s at %s: %,d topics with %,d records, %,d offsets of groups"
                        .formatted(
                                system.name(),
                                inventory.at(),
                                inventory.topics().size(),
                                inventory.records(),
                                inventory.groups().size()),
                "up to the ends that all partitions had at that moment");
    }

    @Override
    public String condition() {
        return "";
    }

    @Override
    public String comparedBy() {
        return "each restore that restores: lists, with all that was recorded if the backup was made later";
    }
}
