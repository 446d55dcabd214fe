package dev.firedrill.aws.control;

import dev.firedrill.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority that is made anew for each JVM, and the one certificate it gives: for localhost. */
final class TestAuthority {
    private static final String STORE_PASSWORD = "changeit";

    private final Certificate root;
    private final String authority;
    private final String certificate;
    private final String key;

    private TestAuthority(KeyStore store) throws GeneralSecurityException {
        root = store.getCertificate("authority");
        authority = pem("CERTIFICATE", root.getEncoded());
        certificate = pem("CERTIFICATE", store.getCertificate("server").getEncoded());
        key = pem(
                "PRIVATE KEY",
                store.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded());
    }

    /** The one of this JVM. */
    static TestAuthority ofThisJvm() {
        return Made.AUTHORITY;
    }

    /** What trusts it, and nobody else. */
    SSLContext trusting() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", root);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What clients trust. */
    Path writeBundle(Path directory) {
        return write(directory.resolve("ca-bundle.pem"), authority);
    }

    Path writeCertificate(Path directory) {
        return write(directory.resolve("server.crt"), certificate);
    }

    Path writeKey(Path directory) {
        return write(directory.resolve("server.key"), key);
    }

    private static Path write(Path file, String content) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        var text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    private static final class Made {
        static final TestAuthority AUTHORITY = make();

        private static TestAuthority make() {
            try {
                var directory = Files.createTempDirectory("authority");
                var store = directory.resolve("store.p12");
                keytool(store, "authority", "CN=Test authority", "-ext", "bc:critical=ca:true");
                keytool(store, "server", "CN=localhost", "-ext", "san=dns:localhost", "-signer", "authority");
                var loaded = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
                Files.delete(store);
                Files.delete(directory);
                return new TestAuthority(loaded);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has PKCS12", e);
            }
        }

        private static void keytool(Path store, String alias, String name, String... more) {
            var program = Path.of(System.getProperty("java.home"), "bin", "keytool");
            var line = new ArrayList<>(List.of(
                    program.toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-validity",
                    "30",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    STORE_PASSWORD,
                    "-keystore",
                    store.toString(),
                    "-alias",
                    alias,
                    "-dname",
                    name));
            line.addAll(List.of(more));
            Command.of(line).runOrThrow("making a certificate");
        }
    }
}
