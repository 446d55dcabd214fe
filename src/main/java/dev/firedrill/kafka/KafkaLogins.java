package dev.firedrill.kafka;

import dev.firedrill.process.OneTimePassword;
import java.util.Map;

/**
 * Who may log in to a broker of ours, each with a password that is used once. Nobody of production can.
 *
 * @param user that of checks: one who reads, or one who writes, too
 */
record KafkaLogins(String user, String password, String ownersPassword) {
    static final String OWNER = "firedrill_owner";
    static final String CHECK = "firedrill_check";
    static final String WRITER = "firedrill_writer";

    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    static KafkaLogins once(boolean writable) {
        return new KafkaLogins(writable ? WRITER : CHECK, OneTimePassword.random(), OneTimePassword.random());
    }

    /** What the broker must know: itself, and whom it lets in. */
    String ofServer() {
        return "%s username=\"%s\" password=\"%s\" user_%s=\"%s\" user_%s=\"%s\";"
                .formatted(MODULE, OWNER, ownersPassword, OWNER, ownersPassword, user, password);
    }

    /** The properties of a client that may do everything. */
    Map<String, String> owner() {
        return client(OWNER, ownersPassword);
    }

    /** The properties of a client that may do what checks may. */
    Map<String, String> check() {
        return client(user, password);
    }

    private static Map<String, String> client(String name, String password) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "%s username=\"%s\" password=\"%s\";".formatted(MODULE, name, password));
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return user;
    }
}
