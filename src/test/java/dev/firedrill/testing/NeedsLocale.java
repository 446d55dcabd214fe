package dev.firedrill.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that works with a locale of the host: {@code @NeedsLocale("en_US.UTF-8")}. Where it is missing the test is not
 * run, or fails, as with {@link NeedsTool}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCondition.class)
public @interface NeedsLocale {
    /** Its name with encoding; case and hyphens of the encoding do not matter. */
    String value();
}
