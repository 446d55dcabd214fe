package dev.firedrill.restore;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;

/**
 * The backup and the target that a request was resolved to.
 *
 * @param newest the newest backup there was, whose age is asserted
 * @param how how the backup was chosen and out of how many, the seed of a draw included
 */
record Selection(Backup backup, RecoveryTarget target, Backup newest, String how) {}
