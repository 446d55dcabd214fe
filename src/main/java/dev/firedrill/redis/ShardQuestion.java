package dev.firedrill.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Jedis;

/** Commands that are given to all shards of a restored Redis, and how many of them must have an answer. */
final class ShardQuestion implements AutoCloseable {
    private final List<RedisShard> shards;
    private final List<Jedis> clients = new ArrayList<>();

    /** Sees that each of them answers. */
    ShardQuestion(List<RedisShard> shards) {
        this.shards = shards;
        for (var shard : shards) {
            var client = shard.connect();
            clients.add(client);
            client.ping();
        }
    }

    /**
     * Gives a command. A key lies in one shard only, which of them need not be known: one answer is enough to a command that
     * names keys. What names none is about the whole of a shard, and each must have an answer.
     *
     * @return empty if that is so; else who has none, as the end of a sentence about it
     */
    Optional<String> silentOn(TypedCommand command) {
        var silent = new ArrayList<String>();
        for (int i = 0; i < clients.size(); i++) {
            if (command.isAnsweredByNothing(clients.get(i))) {
                silent.add(shards.get(i).name());
            }
        }
        if (silent.isEmpty() || silent.size() < clients.size() && command.namesKeys(clients.get(0))) {
            return Optional.empty();
        }
        return Optional.of(clients.size() == 1 ? "" : " of shard " + String.join(", ", silent));
    }

    @Override
    public void close() {
        clients.forEach(Jedis::close);
    }
}
