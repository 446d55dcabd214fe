package dev.firedrill.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which of several restorations a parameter is of.
 *
 * <pre>{@code
 * @Restore("orders") @Restore(value = "orders", copy = "dr", as = "recovery")
 * class CopyCheck {
 *     @Test
 *     void both_are_alike(PostgresInstance orders, @Restored("recovery") PostgresInstance copy) { ... }
 * }
 * }</pre>
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Restored {
    /** What {@link Restore#as()} says. */
    String value();
}
