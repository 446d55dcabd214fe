package dev.firedrill.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the checks that need no Java a class to run in: what {@code restores:} of firedrill.yaml lists is restored and
 * checked. One class of a project has it, empty, with a name that ends with Check:
 *
 * <pre>{@code
 * @BuiltInChecks
 * class BackupsCheck {}
 * }</pre>
 *
 * <p>Each restore that a system lists has these checks: that it was restored, the objectives, one for each
 * {@code verify:} query, one for each SQL file of its rules, and for postgresql one for each
 * {@link dev.firedrill.postgres.catalog.CatalogRule}. Their tags are the suites that list the restore ({@code daily},
 * {@code weekly}, {@code monthly}, {@code quarterly}) and the focus of the engine ({@code database} for postgresql, {@code
 * application} and {@code application-state} for redis and kafka). A daily check sees that every system is looked at by some check.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface BuiltInChecks {}
