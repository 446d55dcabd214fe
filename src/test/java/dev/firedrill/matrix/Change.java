package dev.firedrill.matrix;

import dev.firedrill.sample.LivingShop;
import java.sql.SQLException;

/** What happens to the shop's production before a backup of it is taken. */
interface Change {
    /** Changes its database {@code shop}. */
    void make(LivingShop living) throws SQLException;

    /** Takes back what was changed outside of that database, which is thrown away by itself. */
    default void unmake(LivingShop living) throws SQLException {
        // Most changes are inside.
    }
}
