package dev.firedrill.aws.control;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.rds.model.Filter;

/** Filters of a listing of RDS: each names a property, and lets pass what has one of its values. */
final class Filters {
    private Filters() {}

    /** @param known what can be filtered by */
    static <T> Predicate<T> of(List<Filter> filters, Map<String, Function<T, String>> known) {
        Predicate<T> all = item -> true;
        for (var filter : filters) {
            var property = known.get(filter.name());
            if (property == null) {
                throw ServiceError.invalid("Unrecognized filter name: " + filter.name());
            }
            if (filter.values().isEmpty()) {
                throw ServiceError.invalid("Filter " + filter.name() + " has no values");
            }
            all = all.and(item -> filter.values().contains(property.apply(item)));
        }
        return all;
    }
}
