package dev.firedrill.redis;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.process.ShellWord;
import dev.firedrill.redis.inventory.RedisComparison;
import dev.firedrill.redis.inventory.RedisInventory;
import dev.firedrill.redis.inventory.SavedState;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.assertj.core.api.AssertProvider;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A restored Redis. Checks look at it through rules, or through a client of their own as a user that cannot write.
 *
 * <pre>{@code
 * @Test
 * void sessions_expire(RedisInstance sessions) {
 *     assertThat(sessions).keys("session:*").isNotEmpty().allExpire();
 * }
 * }</pre>
 */
public final class RedisInstance implements Instance, AssertProvider<RedisAssert> {
    private final List<RedisShard> shards;
    private final RestoreOrder order;
    private final RecoveryPoint recoveryPoint;
    private final RuleContext context;

    RedisInstance(List<RedisShard> shards, RestoreOrder order, RecoveryPoint recoveryPoint) {
        this.shards = List.copyOf(shards);
        this.order = order;
        this.recoveryPoint = recoveryPoint;
        this.context = new RuleContext(
                order.headline() + " restored to " + recoveryPoint.time(),
                order.rules(),
                Samples.of(order.system().place(), order.system().samples()),
                order::lastPass);
    }

    @Override
    public RedisAssert assertThat() {
        return new RedisAssert(this, RuleRunner.strict(context));
    }

    /** Evaluates several rules and reports all that are broken at once. */
    public void verifyAll(Consumer<RedisAssert> rules) {
        RuleRunner.verifyAll(context, runner -> rules.accept(new RedisAssert(this, runner)));
    }

    /**
     * A new client as the user that checks have; the caller closes it.
     *
     * @throws ConfigurationMistake if there are several shards, so that the right one must be named
     */
    public Jedis connect() {
        if (shards.size() > 1) {
            throw new ConfigurationMistake(
                    context.headline(),
                    "connect() gives the only server there is, but this Redis has %d shards".formatted(shards.size()),
                    "ask for one of them: connect(int shard), from 1 to shards(); rules look at all of them");
        }
        return connect(1);
    }

    /**
     * A new client of one shard; the caller closes it.
     *
     * <pre>{@code
     * for (int shard = 1; shard <= carts.shards(); shard++) {
     *     try (var client = carts.connect(shard)) { ... }
     * }
     * }</pre>
     *
     * @param shard its number in the order of their files' names, from 1
     * @throws ConfigurationMistake if there is none of that number
     */
    public Jedis connect(int shard) {
        if (shard < 1 || shard > shards.size()) {
            throw new ConfigurationMistake(
                    context.headline(),
                    "there is no shard %d".formatted(shard),
                    "ask for one from 1 to " + shards.size());
        }
        order.lookedInto();
        return shards.get(shard - 1).connect();
    }

    /** How many servers this Redis has: as many as its cluster had shards, and 1 if it was none. */
    public int shards() {
        return shards.size();
    }

    /** All servers, each with what it loaded. A rule asks all of them, and says by {@link #lookedInto} that it did. */
    List<RedisShard> allShards() {
        return shards;
    }

    /** Says that a check has looked into it. */
    void lookedInto() {
        order.lookedInto();
    }

    /**
     * What it must contain, as recorded from its source.
     *
     * @throws Inconclusive if there is none, or it is missing, or was altered
     */
    public RedisInventory inventory() {
        return RedisInventory.read(order.inventory()
                .orElseThrow(() -> new Inconclusive(context.headline()
                        + ": it is asked for the inventory of its system, which names none"
                        + "\n  Remedy: add inventory: FILE to the system in firedrill.yaml, and record it with firedrill"
                        + " inventory")));
    }

    /** Everything is as the inventory of its system recorded it. */
    public void matchesItsInventory() {
        assertThat().isIdenticalTo(inventory());
    }

    RedisComparison beside(RedisInventory inventory) {
        return RedisComparison.of(inventory, SavedState.ofEach(order.backup()), this::clients, keysOfTheFile());
    }

    private List<Jedis> clients() {
        order.lookedInto();
        return shards.stream().map(RedisShard::connect).toList();
    }

    /** Keys that the file held, those among them whose time was over when it was loaded included. */
    long keysOfTheFile() {
        return shards.stream().mapToLong(shard -> shard.loaded().all()).sum();
    }

    /** Of these, those whose time was over. */
    long expiredWhenLoaded() {
        return shards.stream().mapToLong(shard -> shard.loaded().expired()).sum();
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return recoveryPoint;
    }

    /**
     * Sees that every shard answers, then gives each of these commands, such as {@code EXISTS greeting}. One that names a
     * key is to be answered by the shard that has it; one that names none, such as {@code DBSIZE}, by each of them.
     *
     * @throws BackupUnusable if one is answered by nothing: by nil, 0, or an empty list
     */
    @Override
    public void verify(List<String> commands) {
        try (var question = new ShardQuestion(shards)) {
            for (var command : commands) {
                order.deadline().check("verifying with [" + command + "]");
                order.lookedInto();
                var silent = question.silentOn(TypedCommand.of(command));
                if (silent.isPresent()) {
                    throw new BackupUnusable(context.headline() + "\nExpecting\n  " + command
                            + "\nto be answered by something, but the answer was nothing" + silent.get());
                }
            }
        } catch (JedisException e) {
            throw new Inconclusive(context.headline() + "\nverifying failed: " + e.getMessage(), e);
        }
    }

    @Override
    public String connection() {
        writePassword();
        return shards.stream().map(this::connection).collect(Collectors.joining("\n"));
    }

    private String connection(RedisShard shard) {
        return "REDISCLI_AUTH=\"$(cat %s)\" redis-cli -h %s -p %d --user %s"
                .formatted(
                        ShellWord.of(passwordFile().toString()),
                        RedisShard.HOST,
                        shard.port(),
                        shard.server().login().user());
    }

    private RedisServer first() {
        return shards.get(0).server();
    }

    private Path passwordFile() {
        return first().directory().resolve("password");
    }

    private void writePassword() {
        try {
            Files.deleteIfExists(passwordFile());
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.writeString(
                    Files.createFile(passwordFile(), mode), first().login().password());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + passwordFile(), e);
        }
    }

    /** The ports of several shards with commas between them. */
    @Override
    public Map<String, String> address() {
        var map = new TreeMap<String, String>();
        map.put("host", RedisShard.HOST);
        map.put("port", shards.stream().map(shard -> "" + shard.port()).collect(Collectors.joining(",")));
        map.put("user", first().login().user());
        map.put("passwordFile", passwordFile().toString());
        return map;
    }

    @Override
    public String discarding() {
        return "kill %s && rm -rf -- %s"
                .formatted(
                        shards.stream()
                                .map(shard -> "" + shard.server().process().pid())
                                .collect(Collectors.joining(" ")),
                        ShellWord.of(first().directory().getParent().toString()));
    }

    @Override
    public List<String> log() {
        return shards.stream()
                .flatMap(shard -> shard.server().log().lines().stream().map(shard::said))
                .toList();
    }

    @Override
    public long bytes() {
        return order.backup().bytes();
    }
}
