package dev.firedrill.store;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files below a directory. Links are named, never followed; only the directory itself may be reached by one. */
public final class DirectoryStore implements ObjectStore {
    private final Path directory;

    public DirectoryStore(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public String location() {
        return directory.toString();
    }

    @Override
    public List<StoredObject> list() {
        if (!Files.exists(directory)) {
            throw new BackupUnusable(directory + " does not exist: expecting a directory with the objects"
                    + "\n  Remedy: correct directory: in firedrill.yaml, or see whether a disk is not mounted");
        }
        if (!Files.isDirectory(directory)) {
            throw new BackupUnusable(directory + " is no directory: expecting one with the objects");
        }
        try {
            return DirectoryListing.of(directory.toRealPath());
        } catch (AccessDeniedException e) {
            throw new Inconclusive(
                    "no permission for " + e.getFile() + ": what lies there cannot be listed" + "\n  Remedy: let "
                            + System.getProperty("user.name") + " read it",
                    e);
        } catch (IOException e) {
            throw new Inconclusive("cannot list " + directory + ": " + e, e);
        }
    }

    @Override
    public Optional<StoredObject> look(StoredName name) throws IOException {
        var file = PathName.resolve(directory, name);
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            var unix = Files.readAttributes(file, "unix:dev,ino,size,ctime", LinkOption.NOFOLLOW_LINKS);
            var seen = DirectoryListing.described(name, file, attributes, directory.toRealPath());
            var version = unix + " " + attributes.lastModifiedTime().toInstant();
            return Optional.of(new StoredObject(name, seen.kind(), seen.size(), seen.modifiedAt(), version));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** To open a pipe would block for ever, so what is there is looked at first. */
    @Override
    public StoredContent open(StoredObject seen, long offset) throws IOException {
        var name = seen.name();
        var file = PathName.resolve(directory, name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(name + " is no file");
        }
        var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            channel.position(offset);
            return StoredContent.of(Channels.newInputStream(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
