package dev.firedrill.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** A command as a person types it: words with blanks between them. */
record TypedCommand(List<String> words) {
    static TypedCommand of(String text) {
        return new TypedCommand(Arrays.asList(text.strip().split("\\s+")));
    }

    /** Whether Redis answers by nil, by 0, by an empty text or an empty list. */
    boolean isAnsweredByNothing(Jedis client) {
        var arguments = words.subList(1, words.size()).toArray(String[]::new);
        var answer = client.sendCommand(() -> words.get(0).getBytes(StandardCharsets.UTF_8), arguments);
        if (answer instanceof byte[] text) {
            return text.length == 0;
        }
        return answer == null
                || answer instanceof Long number && number == 0
                || answer instanceof List<?> list && list.isEmpty();
    }

    /** Whether it is about keys, as Redis itself understands it. */
    boolean namesKeys(Jedis client) {
        try {
            return !client.commandGetKeys(words.toArray(String[]::new)).isEmpty();
        } catch (JedisDataException e) {
            // Redis says so of a command without one.
            return false;
        }
    }
}
