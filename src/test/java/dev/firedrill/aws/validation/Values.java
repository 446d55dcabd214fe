package dev.firedrill.aws.validation;

import java.util.LinkedHashSet;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** What a request of the SDK holds. */
final class Values {
    private Values() {}

    /** A field's value, or null if nothing is sent: lists and maps that nobody has set are not. */
    static Object of(SdkPojo holder, SdkField<?> field) {
        var value = field.getValueOrDefault(holder);
        return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap ? null : value;
    }

    /** The SDK has changed some names of members; the name on the wire is the service's own. */
    static Set<String> names(SdkField<?> field) {
        var names = new LinkedHashSet<String>();
        names.add(field.memberName());
        names.add(field.locationName());
        names.add(field.unmarshallLocationName());
        return names;
    }
}
