package dev.firedrill.redis;

import dev.firedrill.backup.RecoveryPoint;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
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
    private static final String HOST = "127.0.0.1";
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    private final RedisServer server;
    private final RestoreOrder order;
    private final RecoveryPoint recoveryPoint;
    private final RedisLog.Loaded loaded;
    private final RuleContext context;

    RedisInstance(RedisServer server, RestoreOrder order, RecoveryPoint recoveryPoint, RedisLog.Loaded loaded) {
        this.server = server;
        this.order = order;
        this.recoveryPoint = recoveryPoint;
        this.loaded = loaded;
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

    /** A new client as the user that checks have; the caller closes it. */
    public Jedis connect() {
        order.lookedInto();
        return login();
    }

    private Jedis login() {
        return new RedisAddress(HOST, server.port(), server.login().user())
                .connect(server.login().password(), CONNECTING);
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
        return RedisComparison.of(inventory, SavedState.ofEach(order.backup()), () -> List.of(connect()));
    }

    /** Keys that the file held, those among them whose time was over when it was loaded included. */
    long keysOfTheFile() {
        return loaded.all();
    }

    /** Of these, those whose time was over. */
    long expiredWhenLoaded() {
        return loaded.expired();
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return recoveryPoint;
    }

    /**
     * Sees that it answers, then gives each of these commands, such as {@code EXISTS greeting}.
     *
     * @throws BackupUnusable if one is answered by nothing: by nil, 0, or an empty list
     */
    @Override
    public void verify(List<String> commands) {
        try (var client = login()) {
            client.ping();
            for (var command : commands) {
                order.deadline().check("verifying with [" + command + "]");
                order.lookedInto();
                if (TypedCommand.of(command).isAnsweredByNothing(client)) {
                    throw new BackupUnusable(context.headline() + "\nExpecting\n  " + command
                            + "\nto be answered by something, but the answer was nothing");
                }
            }
        } catch (JedisException e) {
            throw new Inconclusive(context.headline() + "\nverifying failed: " + e.getMessage(), e);
        }
    }

    @Override
    public String connection() {
        writePassword();
        return "REDISCLI_AUTH=\"$(cat %s)\" redis-cli -h %s -p %d --user %s"
                .formatted(
                        ShellWord.of(passwordFile().toString()),
                        HOST,
                        server.port(),
                        server.login().user());
    }

    private Path passwordFile() {
        return server.directory().resolve("password");
    }

    private void writePassword() {
        try {
            Files.deleteIfExists(passwordFile());
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.writeString(
                    Files.createFile(passwordFile(), mode), server.login().password());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + passwordFile(), e);
        }
    }

    @Override
    public Map<String, String> address() {
        var map = new TreeMap<String, String>();
        map.put("host", HOST);
        map.put("port", Integer.toString(server.port()));
        map.put("user", server.login().user());
        map.put("passwordFile", passwordFile().toString());
        return map;
    }

    @Override
    public String discarding() {
        return "kill " + server.process().pid() + " && rm -rf -- "
                + ShellWord.of(server.directory().getParent().toString());
    }

    @Override
    public List<String> log() {
        return server.log().lines();
    }

    @Override
    public long bytes() {
        return order.backup().bytes();
    }
}
