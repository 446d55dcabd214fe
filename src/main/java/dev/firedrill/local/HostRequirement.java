package dev.firedrill.local;

import dev.firedrill.restore.HostFinding;

/** One thing that this host must have, or it cannot judge the backup: one small room for each. */
interface HostRequirement {
    /** What it is about, in a word or two: {@code locale}. */
    String subject();

    /**
     * Looks at this host, and at no more of the restore than the prospect holds by now.
     *
     * @return {@link HostFinding.State#NOT_YET_KNOWN} if that does not tell; it is asked again when more is known
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be told, which counts as lacking
     * @throws dev.firedrill.config.ConfigurationMistake if the configuration does not fit
     */
    HostFinding examine(Prospect prospect);
}
