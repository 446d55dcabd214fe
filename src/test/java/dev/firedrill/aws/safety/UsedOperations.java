package dev.firedrill.aws.safety;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsClient;

/** The operations of AWS that compiled code calls, directly or page by page. */
final class UsedOperations {
    private UsedOperations() {}

    /** Such as {@code rds:DescribeDBInstances}. */
    static Set<String> in(JavaClasses classes) throws Exception {
        var known = ClassPathClients.waiting().stream()
                .flatMap(client -> ClientOperation.of(client).stream())
                .map(ClientOperation::toString)
                .collect(Collectors.toSet());
        return classes.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .map(JavaAccess::getTarget)
                .filter(target -> target.getOwner().isAssignableTo(AwsClient.class))
                .map(UsedOperations::operation)
                .filter(known::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String operation(AccessTarget target) {
        var service = target.getOwner().getPackageName().replaceFirst(".*\\.", "");
        var name = target.getName().replaceFirst("(Paginator|AsBytes)$", "");
        return service + ":" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
