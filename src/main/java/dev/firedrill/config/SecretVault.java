package dev.firedrill.config;

/**
 * Reads secrets that lie outside of this host, at the moment when they are used. {@link java.util.ServiceLoader} finds it.
 */
public interface SecretVault {
    /** Whether it reads references that begin so, such as {@code secretsmanager:}. */
    boolean reads(String prefix);

    /**
     * The secret itself: nobody may log it, or put it into a message or on a command line.
     *
     * @param name what follows the prefix
     * @param source the backup whose key refers to it; where and as whom is asked may be said by its other keys
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be read
     * @throws ConfigurationMistake if the reference makes no sense
     */
    String read(String name, BackupSource source);
}
