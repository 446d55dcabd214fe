package dev.firedrill.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** A command as a person types it: words with blanks between them. */
record TypedCommand(List<String> words) {
    /** What TTL and its kin answer where there is no key. */
    private static final int NO_SUCH_KEY = -2;

    static TypedCommand of(String text) {
        return new TypedCommand(Arrays.asList(text.strip().split("\\s+")));
    }

    /**
     * Whether Redis answers by nil, by 0, by an empty text, or by a list of nothing else; by {@code none} for a type, by -2 for
     * a time to live, by no element for SCAN and its kin.
     */
    boolean isAnsweredByNothing(Jedis client) {
        var arguments = words.subList(1, words.size()).toArray(String[]::new);
        var answer = client.sendCommand(() -> words.get(0).getBytes(StandardCharsets.UTF_8), arguments);
        boolean scans = words.get(0).toUpperCase(Locale.ROOT).endsWith("SCAN");
        return isNothing(scans && answer instanceof List<?> page ? page.get(1) : answer);
    }

    private boolean isNothing(Object answer) {
        if (answer instanceof byte[] text) {
            return text.length == 0
                    || words.get(0).equalsIgnoreCase("TYPE") && new String(text, StandardCharsets.UTF_8).equals("none");
        }
        return answer == null
                || answer instanceof Long number && (number == 0 || number == NO_SUCH_KEY)
                || answer instanceof List<?> list && list.stream().allMatch(this::isNothing);
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
