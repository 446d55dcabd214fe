package dev.firedrill.checks.database;

import dev.firedrill.junit.Monthly;
import dev.firedrill.junit.Restore;
import dev.firedrill.junit.Weekly;

/** Any backup of the last 30 days must serve, not only the newest. */
@Weekly
@Monthly
@Restore(value = "shop", random = "30d")
class ShopRandomBackupCheck extends ShopRules {}
