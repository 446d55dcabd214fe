package dev.firedrill.cli.init;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What lies under a directory: base backups, archives of WAL, dumps. Nothing is read but what tells them apart. */
final class BackupPlaces extends SimpleFileVisitor<Path> {
    private static final int DEPTH = 4;
    private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}(\\..+)?");
    private static final Pattern TAR = Pattern.compile("base\\.tar(\\.\\w+)?");

    final Set<Path> baseBackups = new TreeSet<>();
    final Set<Path> archives = new TreeSet<>();
    final Set<Path> dumps = new TreeSet<>();
    final List<String> notes = new ArrayList<>();

    private BackupPlaces() {}

    static BackupPlaces under(List<Path> roots) {
        var places = new BackupPlaces();
        for (var root : roots) {
            try {
                Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEPTH, places);
            } catch (IOException e) {
                places.notes.add(root + " cannot be looked into: " + e);
            }
        }
        return places;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (isBaseBackup(directory)) {
            baseBackups.add(directory);
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (Files.exists(directory.resolve("toc.dat"))) {
            dumps.add(directory);
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    /** A running cluster has a version and a control file, too, but neither label nor manifest. */
    private static boolean isBaseBackup(Path directory) {
        return Files.exists(directory.resolve("backup_label")) || Files.exists(directory.resolve("backup_manifest"));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        var name = file.getFileName().toString();
        if (!attributes.isRegularFile()) {
            return FileVisitResult.CONTINUE;
        }
        if (SEGMENT.matcher(name).matches()) {
            archives.add(file.getParent());
            return FileVisitResult.SKIP_SIBLINGS;
        }
        if (TAR.matcher(name).matches()) {
            baseBackups.add(file.getParent());
        } else if (DumpFile.isOne(file)) {
            dumps.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        notes.add(file + " cannot be looked into: " + failure);
        return FileVisitResult.CONTINUE;
    }
}
