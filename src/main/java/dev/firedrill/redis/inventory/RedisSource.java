package dev.firedrill.redis.inventory;

import dev.firedrill.config.ConfigurationMistake;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/**
 * Where a living Redis answers: {@code redis://auditor@cache1:6379}, or {@code rediss://} over TLS. A password is never part
 * of it: it comes from {@code REDISCLI_AUTH}. Certificates are compared with those that this JVM trusts.
 */
public final class RedisSource implements Supplier<Jedis> {
    private static final int USUAL_PORT = 6379;
    private static final Duration CONNECTING = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String PASSWORD = "REDISCLI_AUTH";
    private static final String REMEDY = "write redis://USER@HOST:6379, or rediss:// for TLS";

    private final String shown;
    private final HostAndPort place;
    private final DefaultJedisClientConfig.Builder login;

    private RedisSource(String shown, HostAndPort place, DefaultJedisClientConfig.Builder login) {
        this.shown = shown;
        this.place = place;
        this.login = login;
    }

    /**
     * Reads an address; the password comes from the environment of this JVM.
     *
     * @throws ConfigurationMistake if it is none
     */
    public static RedisSource at(String address) {
        return parse(address, System::getenv);
    }

    /**
     * Reads an address.
     *
     * @throws ConfigurationMistake if it is none, or if a password stands in it, where every user of the host reads it
     */
    public static RedisSource parse(String address, UnaryOperator<String> environment) {
        var uri = uri(address);
        boolean tls = "rediss".equals(uri.getScheme());
        if (!tls && !"redis".equals(uri.getScheme()) || uri.getHost() == null) {
            throw mistake("it is no address of a Redis", REMEDY);
        }
        var user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        if (user.contains(":")) {
            throw mistake(
                    "a password stands in it, which everybody on this host can read",
                    "leave it out, and give it as " + PASSWORD + " in the environment");
        }
        if (uri.getPath() != null && uri.getPath().length() > 1 || uri.getQuery() != null) {
            throw mistake("it names more than a server, and all databases are read", REMEDY);
        }
        var login = DefaultJedisClientConfig.builder()
                .ssl(tls)
                .clientName("firedrill")
                .connectionTimeoutMillis((int) CONNECTING.toMillis())
                .socketTimeoutMillis((int) PATIENCE.toMillis());
        var password = environment.apply(PASSWORD);
        if (!user.isEmpty()) {
            login.user(user);
        }
        if (password != null && !password.isEmpty()) {
            login.password(password);
        }
        var place = new HostAndPort(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort());
        return new RedisSource(address, place, login);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw mistake("it is no address: " + e.getReason(), REMEDY);
        }
    }

    private static ConfigurationMistake mistake(String problem, String remedy) {
        return new ConfigurationMistake("--from", problem, remedy);
    }

    /** The same, whose commands are given up after that time; else after ten minutes. */
    public RedisSource within(Duration patience) {
        login.socketTimeoutMillis((int) Math.min(Integer.MAX_VALUE, patience.toMillis()));
        return this;
    }

    /** A new connection; the caller closes it. */
    @Override
    public Jedis get() {
        return new Jedis(place, login.build());
    }

    @Override
    public String toString() {
        return shown;
    }
}
