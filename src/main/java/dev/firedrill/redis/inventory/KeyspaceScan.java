package dev.firedrill.redis.inventory;

import static redis.clients.jedis.Protocol.Command.PEXPIRETIME;
import static redis.clients.jedis.Protocol.Command.SCAN;
import static redis.clients.jedis.Protocol.Command.TYPE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/**
 * All keys of one database, each of them once, 1,000 at a time and without a script. SCAN gives each key that is there from
 * begin to end at least once; which it gave before is remembered, in about 12 bytes for each.
 */
final class KeyspaceScan {
    private static final byte[] START = Wire.bytes("0");
    private static final byte[] COUNT = Wire.bytes("COUNT");
    private static final byte[] AT_A_TIME = Wire.bytes(1_000);
    private static final byte[] USAGE = Wire.bytes("USAGE");
    /** Beyond this a value is read in portions. */
    private static final long LARGE = 1 << 16;
    /** So many bytes of values are asked for at once. */
    private static final long AT_ONCE = 1 << 22;

    private final Jedis client;
    private final Predicate<KeyName> valuesOf;
    private final Wire wire;
    private final Values values;
    private final LongSet seen = new LongSet();

    private KeyspaceScan(Jedis client, Predicate<KeyName> valuesOf) {
        this.client = client;
        this.valuesOf = valuesOf;
        this.wire = new Wire(client);
        this.values = new Values(wire);
    }

    /**
     * Reads them.
     *
     * @param valuesOf of which keys the values are read; of the others all else
     */
    static void each(Jedis client, int database, Predicate<KeyName> valuesOf, Consumer<FoundKey> visitor) {
        client.select(database);
        new KeyspaceScan(client, valuesOf).each(visitor);
    }

    /** The server describes the next page while the values of this one are digested here. */
    private void each(Consumer<FoundKey> visitor) {
        var cursor = START;
        var names = List.<KeyName>of();
        do {
            var batches = batches(described(names), visitor);
            for (int i = 0; i < batches.size() - 1; i++) {
                digest(batches.get(i), asked(batches.get(i)), visitor);
            }
            var last = batches.get(batches.size() - 1);
            last.forEach(values::ask);
            wire.send(SCAN, cursor, COUNT, AT_A_TIME);
            var answers = wire.answers();
            var page = (List<?>) Wire.whole(answers.remove(answers.size() - 1));
            cursor = (byte[]) page.get(0);
            names = fresh((List<?>) page.get(1));
            var values = this.values.answered(last, answers);
            describe(names);
            digest(last, values, visitor);
        } while (!Arrays.equals(cursor, START));
        var rest = batches(described(names), visitor);
        rest.forEach(batch -> digest(batch, asked(batch), visitor));
    }

    private List<KeyName> fresh(List<?> names) {
        var fresh = new ArrayList<KeyName>(names.size());
        for (var bytes : names) {
            var name = KeyName.of((byte[]) bytes);
            if (seen.add(name.hash())) {
                fresh.add(name);
            }
        }
        return fresh;
    }

    private void describe(List<KeyName> names) {
        for (var name : names) {
            wire.send(TYPE, name.bytes());
            wire.send(PEXPIRETIME, name.bytes());
            if (valuesOf.test(name)) {
                wire.send(Command.MEMORY, USAGE, name.bytes());
            }
        }
    }

    private List<DescribedKey> described(List<KeyName> names) {
        var answers = wire.answers().iterator();
        var described = new ArrayList<DescribedKey>(names.size());
        for (var name : names) {
            var type = (byte[]) Wire.whole(answers.next());
            long expiry = (long) Wire.whole(answers.next());
            var bytes = valuesOf.test(name) ? Wire.whole(answers.next()) : (Object) 0L;
            boolean gone = expiry == -2 || bytes == null;
            if (!gone) {
                described.add(new DescribedKey(name, KeyType.of(type, name), expiry, (long) bytes));
            }
        }
        return described;
    }

    /** Small values, so many of them together as may be asked for at once; of all other keys the visitor is told here. */
    private List<List<DescribedKey>> batches(List<DescribedKey> keys, Consumer<FoundKey> visitor) {
        var batches = new ArrayList<List<DescribedKey>>(List.of(new ArrayList<>()));
        long bytes = 0;
        for (var key : keys) {
            if (!valuesOf.test(key.name())) {
                visitor.accept(found(key, Digest.ZERO));
            } else if (key.bytes() > LARGE) {
                values.inPortions(key).ifPresent(content -> visitor.accept(found(key, content)));
            } else {
                if (bytes > AT_ONCE) {
                    batches.add(new ArrayList<>());
                    bytes = 0;
                }
                batches.get(batches.size() - 1).add(key);
                bytes += key.bytes();
            }
        }
        return batches;
    }

    private List<Values.Answer> asked(List<DescribedKey> keys) {
        keys.forEach(values::ask);
        return values.answered(keys, wire.answers());
    }

    private void digest(List<DescribedKey> keys, List<Values.Answer> answers, Consumer<FoundKey> visitor) {
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            values.digest(key, answers.get(i)).ifPresent(content -> visitor.accept(found(key, content)));
        }
    }

    private static FoundKey found(DescribedKey key, Digest content) {
        return new FoundKey(key.name(), key.type(), key.expiry(), content);
    }
}
