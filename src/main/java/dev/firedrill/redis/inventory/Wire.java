package dev.firedrill.redis.inventory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Commands that are sent without waiting for the answers to those before; the answers come in the same order. */
final class Wire {
    private final Connection connection;
    private int sent;

    Wire(Jedis client) {
        this.connection = client.getConnection();
    }

    void send(Command command, byte[]... arguments) {
        connection.sendCommand(command, arguments);
        sent++;
    }

    /** All answers that are due. One may be an error: {@link #whole} tells. */
    List<Object> answers() {
        int due = sent;
        sent = 0;
        return connection.getMany(due);
    }

    /** The answer to one command. */
    Object ask(Command command, byte[]... arguments) {
        send(command, arguments);
        return whole(answers().get(0));
    }

    /** @throws JedisDataException if the answer is an error */
    static Object whole(Object answer) {
        if (answer instanceof JedisDataException error) {
            throw error;
        }
        return answer;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }
}
