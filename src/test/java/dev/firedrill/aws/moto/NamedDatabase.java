package dev.firedrill.aws.moto;

import static org.awaitility.Awaitility.await;

import dev.firedrill.process.Command;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.sample.LivingShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A real PostgreSQL that can stand for every instance of moto: over TLS, with a certificate for each of their names. Its
 * master user {@value #MASTER} gets in without a password, since moto tells nobody which one was set, and is a superuser.
 */
final class NamedDatabase implements AutoCloseable {
    static final String MASTER = "owner";
    private static final Path STATE = Path.of("target", "test-state").toAbsolutePath();
    private static final String STORE_PASSWORD = "changeit";
    private static final String NAMES = "*.aaaaaaaaaa.us-east-1.rds.amazonaws.com";

    private final LivingShop shop;

    private NamedDatabase(LivingShop shop) {
        this.shop = shop;
    }

    /** @param home gets {@code ca.pem}, what its clients are to trust */
    static NamedDatabase start(Path home) throws IOException, SQLException, GeneralSecurityException {
        var database = new NamedDatabase(LivingShop.start(home.resolve("shop"), STATE, 200));
        var keys = Files.createDirectory(home.resolve("keys"));
        certify(home, keys);
        Unprivileged.onThisHost().own(keys);
        var shop = database.shop;
        shop.in("postgres", "create role " + MASTER + " superuser login");
        var admitted = Path.of(shop.text("postgres", "show hba_file"));
        Files.writeString(admitted, "hostssl all owner 127.0.0.1/32 trust\n" + Files.readString(admitted));
        shop.in(
                "postgres",
                "alter system set ssl_cert_file = '" + keys.resolve("server.crt") + "'",
                "alter system set ssl_key_file = '" + keys.resolve("server.key") + "'",
                "alter system set ssl = on",
                "select pg_reload_conf()");
        await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> "on"
                .equals(shop.text("postgres", "show ssl")));
        return database;
    }

    private static void certify(Path home, Path keys) throws IOException, GeneralSecurityException {
        var file = home.resolve("keys.p12");
        keytool(file, "authority", "CN=Test authority", "-ext", "bc:critical=ca:true");
        keytool(file, "server", "CN=rds", "-ext", "san=dns:" + NAMES, "-signer", "authority");
        var store = KeyStore.getInstance(file.toFile(), STORE_PASSWORD.toCharArray());
        var key = store.getKey("server", STORE_PASSWORD.toCharArray());
        write(
                home.resolve("ca.pem"),
                "CERTIFICATE",
                store.getCertificate("authority").getEncoded());
        write(
                keys.resolve("server.crt"),
                "CERTIFICATE",
                store.getCertificate("server").getEncoded());
        write(keys.resolve("server.key"), "PRIVATE KEY", key.getEncoded());
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        Files.createFile(file);
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
        Files.writeString(
                file,
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(
                                kind,
                                Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)));
    }

    private static void keytool(Path store, String alias, String name, String... more) {
        var program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var line = new ArrayList<>(List.of(program, "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        line.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD, "-keystore", store.toString()));
        line.addAll(List.of("-alias", alias, "-dname", name));
        line.addAll(List.of(more));
        Command.of(line).runOrThrow("making a certificate");
    }

    int port() throws SQLException {
        return Integer.parseInt(shop.text("postgres", "show port"));
    }

    String text(String query) throws SQLException {
        return shop.text("shop", query);
    }

    @Override
    public void close() {
        shop.close();
    }
}
