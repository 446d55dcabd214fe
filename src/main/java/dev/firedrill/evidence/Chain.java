package dev.firedrill.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of the evidence as they lie on disk.
 *
 * @param lines without their line breaks; an unterminated last one included
 * @param terminated whether the last line has its line break
 */
record Chain(List<String> lines, boolean terminated) {
    static Chain of(String text) {
        boolean terminated = text.isEmpty() || text.endsWith("\n");
        var lines = List.of(text.split("\n", -1));
        return new Chain(terminated ? lines.subList(0, lines.size() - 1) : lines, terminated);
    }

    /** Hash of the newest line that can be read. */
    String head() {
        for (int index = lines.size() - 1; index >= 0; index--) {
            var link = Link.parse(lines.get(index));
            if (link.isPresent()) {
                return link.get().hash();
            }
        }
        return Link.GENESIS;
    }

    /** The last line, if there is one that is not as it was written. */
    Optional<String> unreadableEnd() {
        var last = lines.isEmpty() ? Optional.<String>empty() : Optional.of(lines.get(lines.size() - 1));
        return last.filter(line -> Link.parse(line).isEmpty());
    }

    /** All lines that are exactly as they were written. */
    List<Link> links() {
        return lines.stream().map(Link::parse).flatMap(Optional::stream).toList();
    }

    Verification verify() {
        var torn = new ArrayList<Integer>();
        var previous = Link.GENESIS;
        int records = 0;
        for (int index = 0; index < lines.size(); index++) {
            var link = Link.parse(lines.get(index));
            if (link.isEmpty()) {
                if (!isTorn(index, previous)) {
                    return new Verification(records, Optional.of(index + 1), "it was altered", torn, previous);
                }
                torn.add(index + 1);
                continue;
            }
            if (!link.get().previous().equals(previous)) {
                var reason = "it does not follow the line before: one was removed, inserted or moved";
                return new Verification(records, Optional.of(index + 1), reason, torn, previous);
            }
            previous = link.get().hash();
            records += link.get().kind().equals(Link.RESTORATION) ? 1 : 0;
        }
        return new Verification(records, Optional.empty(), "", torn, previous);
    }

    /** Torn by a crash: the unterminated end, or a line whose digest the segment after it names. */
    private boolean isTorn(int index, String previous) {
        if (index == lines.size() - 1) {
            return !terminated;
        }
        return Link.parse(lines.get(index + 1))
                .filter(next ->
                        next.kind().equals(Link.SEGMENT) && next.previous().equals(previous))
                .filter(next -> CanonicalJson.sha256(lines.get(index))
                        .equals(next.content().get("torn")))
                .isPresent();
    }
}
