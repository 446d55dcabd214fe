package dev.firedrill.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** Gets YAML nodes out of a file, and says what stands in the way. */
final class YamlFile {
    private YamlFile() {}

    /**
     * The root node; null if there is nothing in the file.
     *
     * @param missing what to do when there is no file, for the message
     * @throws ConfigurationMistake if the file cannot be read or is not YAML
     */
    static Node compose(Path file, String missing) {
        return parse(file, text(file, missing));
    }

    private static String text(Path file, String missing) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationMistake(file.toString(), "no such file", missing);
        } catch (AccessDeniedException e) {
            throw unreadable(file, "permission denied", "let the user who runs Firedrill read it");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "it is not UTF-8 text", "save it as UTF-8");
        } catch (IOException e) {
            var reason = Files.isDirectory(file) ? "it is a directory" : e.getMessage();
            throw unreadable(file, reason, "name a YAML file");
        }
    }

    private static ConfigurationMistake unreadable(Path file, String reason, String remedy) {
        return new ConfigurationMistake(file.toString(), "cannot be read: " + reason, remedy);
    }

    /** The root node of a text; the file is named in messages. */
    static Node parse(Path file, String text) {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            // The library's own message quotes the line, which may hold a secret.
            throw notYaml(file, e.getProblemMark().getLine() + 1, e.getProblem().replaceFirst("^but ", ""));
        } catch (ReaderException e) {
            int line = 1
                    + (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            throw notYaml(file, line, "a control character");
        } catch (YAMLException e) {
            throw notYaml(file, 1, e.getMessage());
        }
    }

    private static ConfigurationMistake notYaml(Path file, int line, String problem) {
        return new ConfigurationMistake(
                file + ":" + line,
                "this is not YAML: " + problem,
                "correct this line or the one before it: indent with spaces, quote texts that hold ': ' or ' #'");
    }
}
