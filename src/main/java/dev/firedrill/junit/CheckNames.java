package dev.firedrill.junit;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Names checks by their methods, read as sentences: {@code every_order_has_items} becomes "every order has items". */
public final class CheckNames extends DisplayNameGenerator.Standard {
    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> type, Method method) {
        return method.getName().replace('_', ' ');
    }
}
