package dev.firedrill.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Restores a backup for the checks of a class and gives them the instance.
 *
 * <pre>{@code
 * @Monthly
 * @Restore("orders")
 * class OrdersRestoreCheck {
 *     @Test
 *     void every_order_belongs_to_a_customer(PostgresInstance orders) {
 *         assertThat(orders).table("orders").column("customer_id").references("customers", "id");
 *     }
 * }
 * }</pre>
 *
 * <p>The backup is restored once, before the first check of the class, and discarded after the last; if it cannot be
 * restored, each check of the class carries the failure. Parameters may be the instance (such as
 * {@link dev.firedrill.postgres.PostgresInstance}), the {@link dev.firedrill.restore.Restoration} and the
 * {@link dev.firedrill.backup.Backup}, and the {@link dev.firedrill.postgres.inventory.Inventory} of the system.
 *
 * <p>The nearest class that declares any {@code @Restore} counts, and counts whole: the class itself, then its
 * superclasses, then the enclosing classes. The annotation may be repeated, and composed into one of your own.
 */
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(Restores.class)
@ExtendWith(RestoreExtension.class)
public @interface Restore {
    /** The system, as firedrill.yaml names it. */
    String value();

    /**
     * The recovery target: {@code latest}, {@code 1h ago} (before as-of), an ISO instant, {@code name:before-deploy} or
     * {@code lsn:0/3000060}, or {@code inventory}: the very state that the system's inventory was recorded of. Empty means
     * latest.
     */
    String at() default "";

    /** The copy to restore from, such as {@code dr}; empty means the system's own backups. */
    String copy() default "";

    /** Draws one backup out of a period, such as {@code 30d}; the seed is recorded and can be given with {@code firedrill.seed}. */
    String random() default "";

    /**
     * How deep the restored backup is looked into: {@code files}, {@code pages}, {@code structure} or {@code content};
     * each includes those before it. Empty means as deep as firedrill.yaml says.
     */
    String depth() default "";

    /** A name for {@link Restored @Restored}, needed where a class restores more than one. */
    String as() default "";

    /** The checks of this class write: the instance is theirs alone, and their role may write data. */
    boolean exclusive() default false;
}
