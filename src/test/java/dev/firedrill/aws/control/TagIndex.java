package dev.firedrill.aws.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rds.model.Tag;

/** The tags of everything, by ARN. Like that of AWS it lags: what was changed is shown later. */
final class TagIndex {
    private final Map<String, Deque<Version>> versions = new ConcurrentHashMap<>();
    private final Supplier<Duration> lag;

    /** @param written by {@link System#nanoTime} */
    private record Version(List<Tag> tags, long written) {}

    TagIndex(Supplier<Duration> lag) {
        this.lag = lag;
    }

    /** Replaces tags of the same key. */
    synchronized void add(String arn, Collection<Tag> added) {
        var tags = new LinkedHashMap<String, Tag>();
        var history = versions.computeIfAbsent(arn, name -> new ArrayDeque<>());
        if (!history.isEmpty()) {
            history.getLast().tags().forEach(tag -> tags.put(tag.key(), tag));
        }
        added.forEach(tag -> tags.put(tag.key(), tag));
        history.add(new Version(new ArrayList<>(tags.values()), System.nanoTime()));
    }

    /** As they are shown by now. */
    synchronized List<Tag> shown(String arn) {
        List<Tag> shown = List.of();
        for (var version : versions.getOrDefault(arn, new ArrayDeque<>())) {
            if (System.nanoTime() - version.written() >= lag.get().toNanos()) {
                shown = version.tags();
            }
        }
        return shown;
    }

    synchronized void forget(String arn) {
        versions.remove(arn);
    }
}
