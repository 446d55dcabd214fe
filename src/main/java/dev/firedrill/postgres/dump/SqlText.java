package dev.firedrill.postgres.dump;

/**
 * Follows the text of SQL statements far enough to know whether a line begins between literals, quoted names, comments and
 * bodies of functions, or inside of one: a line there may look like anything.
 */
final class SqlText {
    private enum Inside {
        NOTHING,
        LITERAL,
        ESCAPED_LITERAL,
        NAME,
        TAG,
        BODY,
        COMMENT,
        LINE_COMMENT
    }

    private final StringBuilder tag = new StringBuilder();
    private Inside inside = Inside.NOTHING;
    private int depth;
    private int matched;
    private boolean escape;
    private byte last;
    private byte beforeLast;

    boolean isOutside() {
        return inside == Inside.NOTHING;
    }

    void follow(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean consumed = step(bytes[i]);
            beforeLast = last;
            last = consumed ? 0 : bytes[i];
        }
    }

    /** Whether the byte ended or began something, so that it begins nothing else together with the next. */
    private boolean step(byte now) {
        return switch (inside) {
            case NOTHING -> outside(now);
            case LITERAL -> leftAt(now, '\'');
            case NAME -> leftAt(now, '"');
            case LINE_COMMENT -> leftAt(now, '\n');
            case ESCAPED_LITERAL -> escaped(now);
            case TAG -> tag(now);
            case BODY -> body(now);
            case COMMENT -> comment(now);
        };
    }

    private boolean entered(Inside what) {
        inside = what;
        return true;
    }

    private boolean leftAt(byte now, char end) {
        return now == end && entered(Inside.NOTHING);
    }

    private boolean outside(byte now) {
        if (now == '\'') {
            boolean escapes = (last == 'E' || last == 'e') && !isWord(beforeLast);
            return entered(escapes ? Inside.ESCAPED_LITERAL : Inside.LITERAL);
        }
        if (now == '"') {
            return entered(Inside.NAME);
        }
        if (now == '-' && last == '-') {
            return entered(Inside.LINE_COMMENT);
        }
        if (now == '*' && last == '/') {
            depth = 1;
            return entered(Inside.COMMENT);
        }
        if (now == '$' && !isWord(last)) {
            tag.setLength(0);
            tag.append('$');
            return entered(Inside.TAG);
        }
        return false;
    }

    /** After a dollar: a word, or none, and another dollar begin a body; anything else is a parameter such as $1. */
    private boolean tag(byte now) {
        if (now == '$') {
            tag.append('$');
            matched = 0;
            return entered(Inside.BODY);
        }
        if (isWord(now) && !(tag.length() == 1 && isDigit(now))) {
            tag.append((char) (now & 0xFF));
            return false;
        }
        inside = Inside.NOTHING;
        return outside(now);
    }

    private boolean body(byte now) {
        char octet = (char) (now & 0xFF);
        if (octet == tag.charAt(matched)) {
            matched++;
        } else {
            matched = octet == '$' ? 1 : 0;
        }
        return matched == tag.length() && entered(Inside.NOTHING);
    }

    private boolean escaped(byte now) {
        if (escape) {
            escape = false;
            return false;
        }
        escape = now == '\\';
        return leftAt(now, '\'');
    }

    private boolean comment(byte now) {
        if (now == '*' && last == '/') {
            depth++;
            return true;
        }
        if (now == '/' && last == '*') {
            depth--;
            return depth > 0 || entered(Inside.NOTHING);
        }
        return false;
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    private static boolean isWord(byte octet) {
        return octet == '_'
                || isDigit(octet)
                || octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet < 0;
    }
}
