package dev.firedrill.cli;

import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.redis.inventory.RedisInventory;
import dev.firedrill.redis.inventory.RedisOrigin;
import dev.firedrill.redis.inventory.RedisRecorder;
import dev.firedrill.redis.inventory.RedisSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Records a Redis.
 *
 * @param from addresses of its servers: one, or all shards
 * @param patience after how long one command is given up
 * @param quiet how long it is tried again while the source does not stand still
 */
record RedisRecording(ProtectedSystem system, List<String> from, Duration patience, Duration quiet)
        implements InventoryRecording {
    @Override
    public List<String> record(Path file) {
        var sources = from.stream()
                .map(address -> RedisSource.parse(address, System::getenv).within(patience))
                .toList();
        var inventory = new RedisRecorder(system.name(), sources, quiet).record();
        inventory.write(file);
        return told(inventory);
    }

    private List<String> told(RedisInventory inventory) {
        var lines = new ArrayList<String>();
        lines.add("Recorded %s at %s: %,d keys in %,d databases, %,d of them with an expiry"
                .formatted(
                        system.name(),
                        inventory.instant(),
                        inventory.keys(),
                        inventory.numbers().size(),
                        inventory.expiringKeys()));
        inventory.origins().stream().map(RedisOrigin::how).distinct().forEach(lines::add);
        return lines;
    }

    @Override
    public String condition() {
        return "; the backup must be of that instant: that save, or one that is made before anything is written";
    }
}
