package dev.firedrill.postgres.integrity;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file of a relation: {@code base/5/16384}, {@code base/5/16384_vm}, {@code base/5/16384.1}.
 *
 * @param path where it lies
 * @param fork what its segments have in common, from the data directory: {@code base/5/16384_vm}
 * @param kind {@code main}, {@code fsm}, {@code vm} or {@code init}
 * @param segment its number, from 0
 * @param size in bytes
 */
record RelationFile(Path path, String fork, String kind, long segment, long size) {
    private static final Pattern NAME = Pattern.compile("(\\d+)(?:_(fsm|vm|init))?(?:\\.(\\d+))?");

    /**
     * The file, if its name is that of a relation's.
     *
     * @param directory of the database, from the data directory
     */
    static Optional<RelationFile> of(Path path, String directory, long size) {
        var name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        var kind = Optional.ofNullable(name.group(2)).orElse("main");
        var fork = directory + "/" + name.group(1) + (kind.equals("main") ? "" : "_" + kind);
        long segment = name.group(3) == null ? 0 : Long.parseLong(name.group(3));
        return Optional.of(new RelationFile(path, fork, kind, segment, size));
    }

    /** From the data directory. */
    String name() {
        return segment == 0 ? fork : fork + "." + segment;
    }
}
