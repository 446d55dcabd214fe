package dev.firedrill.redis.inventory;

import dev.firedrill.verdict.Inconclusive;
import java.nio.charset.StandardCharsets;

/** The types of values that Redis has without modules. Their order is part of the format of inventories. */
enum KeyType {
    STRING,
    LIST,
    SET,
    ZSET,
    HASH,
    STREAM;

    private static final KeyType[] ALL = values();

    /** @throws Inconclusive if it is the type of a module */
    static KeyType of(byte[] name, KeyName key) {
        var text = new String(name, StandardCharsets.ISO_8859_1);
        for (var type : ALL) {
            if (type.text().equals(text)) {
                return type;
            }
        }
        throw new Inconclusive(
                "key  " + key + "  holds a [" + text + "], which is not known here: its content cannot be told"
                        + "\n  Remedy: values of modules are not compared; leave them out of this Redis");
    }

    static KeyType of(int number) {
        return ALL[number];
    }

    /** As Redis calls it. */
    String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
