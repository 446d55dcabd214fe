package dev.firedrill;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The floors of the house: a package imports only from floors below it, on the ground floor only to the left. */
class FloorsTest {
    private static final String ROOT = "dev.firedrill.";

    /** From the ground up; on the ground floor each room is a floor of its own. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("verdict"),
            List.of("backup"),
            List.of("config"),
            List.of("restore", "rules", "store", "process"),
            List.of("postgres", "redis", "kafka", "objects", "kubernetes", "infrastructure"),
            List.of("evidence", "sample"),
            List.of("allure", "report", "notify"),
            List.of("junit", "drill", "local", "docker", "aws"),
            List.of("cli"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.firedrill");

    @TestFactory
    Stream<DynamicTest> each_package_imports_only_from_floors_below() {
        var below = new ArrayList<String>();
        var tests = new ArrayList<DynamicTest>();
        for (var floor : FLOORS) {
            for (var room : floor) {
                tests.add(floorTest(room, List.copyOf(below)));
            }
            below.addAll(floor);
        }
        return tests.stream();
    }

    private static DynamicTest floorTest(String room, List<String> below) {
        var own = ROOT + room + "..";
        var allowed = Stream.concat(Stream.of(own), below.stream().map(name -> ROOT + name + ".."))
                .toArray(String[]::new);
        return DynamicTest.dynamicTest(room, () -> classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat(outsideOrIn(allowed))
                .allowEmptyShould(true)
                .check(CLASSES));
    }

    private static DescribedPredicate<JavaClass> outsideOrIn(String... allowed) {
        return JavaClass.Predicates.resideOutsideOfPackage("dev.firedrill..")
                .or(JavaClass.Predicates.resideInAnyPackage(allowed));
    }

    @Test
    void every_package_has_its_floor() {
        classes()
                .should()
                .resideInAnyPackage(FLOORS.stream()
                        .flatMap(List::stream)
                        .map(room -> ROOT + room + "..")
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void only_junit_knows_jupiter() {
        onlyIn("junit", "org.junit.jupiter..", "org.junit.platform..");
    }

    @Test
    void only_allure_knows_allure() {
        onlyIn("allure", "io.qameta.allure..");
    }

    @Test
    void only_cli_knows_picocli() {
        onlyIn("cli", "picocli..");
    }

    @Test
    void only_aws_knows_the_aws_sdk() {
        onlyIn("aws", "software.amazon..");
    }

    @Test
    void only_docker_knows_testcontainers() {
        onlyIn("docker", "org.testcontainers..");
    }

    @Test
    void platforms_are_imported_by_nobody() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "local..", ROOT + "docker..", ROOT + "aws..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "local..", ROOT + "docker..", ROOT + "aws..")
                .check(CLASSES);
    }

    @Test
    void nothing_is_called_util_helper_manager_or_impl() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(CLASSES);
    }

    private static void onlyIn(String room, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CLASSES);
    }
}
