package dev.firedrill.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that works with real programs of the host. Where one is missing it is not run, and says so; where the
 * environment has {@code FIREDRILL_TOOLS=required}, as in {@code .ci/run}, it fails instead.
 *
 * <p>{@code @NeedsTool("pgbackrest")} looks along {@code PATH}; {@code @NeedsTool(DebianPackages.POSTGRESQL_15 +
 * "/initdb")} names a file.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCondition.class)
public @interface NeedsTool {
    /** Names of programs, or absolute paths of them; all are needed. */
    String[] value();
}
