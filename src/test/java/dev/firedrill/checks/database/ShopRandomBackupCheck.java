package dev.firedrill.checks.database;

import dev.firedrill.junit.Monthly;
import dev.firedrill.junit.Restore;

/** Any backup of the last 30 days must serve, not only the newest. */
@Monthly
@Restore(value = "shop", random = "30d")
class ShopRandomBackupCheck extends ShopRules {}
