package dev.firedrill.aws;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.firedrill.aws.safety.WaysAround;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.presigner.SdkPresigner;
import software.amazon.awssdk.core.SdkPlugin;

/** There is one way to AWS, and the guard stands on it. */
class WaysToAwsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.firedrill");

    /** Each does what one of the rules forbids. */
    private static final JavaClasses PLANTED = new ClassFileImporter().importClasses(WaysAround.class);

    private static final ArchRule CLIENTS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.firedrill.aws.client..")
            .should()
            .callCodeUnitWhere(describe("an SDK client is made", WaysToAwsTest::makesClient))
            .because("AwsClients puts the guard before each client");

    private static final ArchRule PRESIGNED = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(SdkPresigner.class))
            .because("an address that is signed can be used by anybody, without the guard");

    private static final ArchRule ASYNCHRONOUS = noClasses()
            .should()
            .dependOnClassesThat(describe(
                    "asynchronous clients",
                    type -> type.isAssignableTo(AwsClient.class)
                            && type.getSimpleName().endsWith("AsyncClient")))
            .because("nothing here is called asynchronously");

    private static final ArchRule PLUGINS = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(SdkPlugin.class))
            .because("a plugin can take the guard away from a client");

    @Test
    void clients_are_made_in_one_place() {
        holds(CLIENTS);
    }

    @Test
    void nothing_is_presigned() {
        holds(PRESIGNED);
    }

    @Test
    void nothing_is_called_asynchronously() {
        holds(ASYNCHRONOUS);
    }

    @Test
    void no_client_is_changed_by_a_plugin() {
        holds(PLUGINS);
    }

    private static void holds(ArchRule rule) {
        rule.check(CLASSES);
        assertThat(rule.evaluate(PLANTED).hasViolation())
                .as("finds what is planted: " + rule.getDescription())
                .isTrue();
    }

    private static boolean makesClient(JavaCall<?> call) {
        var name = call.getName();
        return call.getTargetOwner().isAssignableTo(AwsClient.class)
                && (name.equals("builder") || name.equals("create"));
    }

    private static DescribedPredicate<JavaClass> assignableTo(Class<?> type) {
        return JavaClass.Predicates.assignableTo(type);
    }
}
