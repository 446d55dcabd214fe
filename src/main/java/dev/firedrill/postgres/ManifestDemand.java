package dev.firedrill.postgres;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Inconclusive;

/**
 * Whether backups must come with a list of what they consist of. Without one nothing says what is missing, so that the
 * user has to say that this is known: {@code manifest: optional}.
 */
public final class ManifestDemand {
    /** The key of a backup, in every type that has it. */
    public static final String KEY = "manifest";

    static final String OPTIONAL = "optional";

    private ManifestDemand() {}

    /**
     * Sees that the key is understood.
     *
     * @throws ConfigurationMistake if it says anything but {@code optional}
     */
    public static void validate(BackupSource source) {
        source.value(KEY).filter(text -> !text.equals(OPTIONAL)).ifPresent(text -> {
            throw new ConfigurationMistake(
                    source.place(),
                    "expecting manifest of the backup to be [optional], but found [" + text + "]",
                    "write manifest: optional if backups have no list of their files, or remove the key");
        });
    }

    /** Whether a backup without a list is restored. */
    public static boolean isOptional(BackupSource source) {
        return source.value(KEY).filter(OPTIONAL::equals).isPresent();
    }

    /**
     * What to note of a backup without a list.
     *
     * @param what why there is none, and what was therefore not looked for
     * @param remedy how such backups are made with one
     * @throws Inconclusive if the user did not say that it is known
     */
    public static String waived(BackupSource source, String what, String remedy) {
        if (!isOptional(source)) {
            throw new Inconclusive(what + "\n  Remedy: " + remedy
                    + ", or write manifest: optional beside type: in firedrill.yaml to do without that proof");
        }
        return what;
    }
}
