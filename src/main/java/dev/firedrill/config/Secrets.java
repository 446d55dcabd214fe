package dev.firedrill.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves references in a value: {@code ${NAME}} to an environment variable, {@code file:/path} to a file's content.
 * {@code secretsmanager:} is left as it is: a {@link SecretVault} reads it when it is used. No message ever shows a value.
 */
final class Secrets {
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|token).*(?<!file|path|arn)");
    private static final Pattern FROM_FILE = Pattern.compile("(?i).*(password|secret|token|key).*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/@\\s:]*:(?!\\$\\{)[^/@\\s]+@");
    private static final String REFERENCES = "give a reference: ${NAME}, file:/path or secretsmanager:NAME";

    private final UnaryOperator<String> environment;

    Secrets(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /** Whether the key's name says that its value is a secret; the name of a file that holds one is none. */
    static boolean namedLikeOne(JsonPointer key) {
        return !key.matches()
                && SECRET.matcher(key.last().getMatchingProperty()).matches();
    }

    /** Whether the text is an address that holds a literal password. */
    static boolean holdsPassword(String text) {
        return PASSWORD_IN_URL.matcher(text).find();
    }

    /** Whether a variable of the environment is named in it. */
    static boolean refers(String text) {
        return VARIABLE.matcher(text).find();
    }

    /**
     * The value of a key, references resolved.
     *
     * @throws ConfigurationMistake if a secret is given literally, or what is referred to cannot be had
     */
    String resolve(YamlDocument document, JsonPointer key) {
        var text = document.text(key);
        if (new SecretReference(text).isOne()) {
            return text;
        }
        if (text.startsWith("file:")
                && FROM_FILE.matcher(key.last().getMatchingProperty()).matches()) {
            return content(document, key, text.substring("file:".length()));
        }
        if (holdsPassword(text) || namedLikeOne(key) && !VARIABLE.matcher(text).matches()) {
            throw document.mistake(key, "a secret is written into the file", REFERENCES);
        }
        return fill(document, key);
    }

    /**
     * The value of a key that is no secret and no secret's file: variables of the environment filled in.
     *
     * @throws ConfigurationMistake if one is not set, or badly written
     */
    String fill(YamlDocument document, JsonPointer key) {
        var text = document.text(key);
        if (VARIABLE.matcher(text).replaceAll("").contains("${")) {
            throw document.mistake(key, "a reference is not closed or has a bad name", "write it as ${NAME}");
        }
        return VARIABLE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(variable(document, key, match.group(1))));
    }

    private String variable(YamlDocument document, JsonPointer key, String name) {
        var value = environment.apply(name);
        if (value == null || value.isEmpty()) {
            throw document.mistake(
                    key, "the environment variable [" + name + "] is not set", "set it where Firedrill is started");
        }
        return value;
    }

    private static String content(YamlDocument document, JsonPointer key, String path) {
        var file = Path.of(path);
        if (!file.isAbsolute()) {
            throw document.mistake(key, "the path [" + path + "] is not absolute", "give file:/path");
        }
        try {
            if (othersMayRead(file)) {
                throw document.mistake(key, "the file " + file + " can be read by others", "chmod 600 " + file);
            }
            var content = Files.readString(file).strip();
            if (content.isEmpty()) {
                throw document.mistake(key, "the file " + file + " is empty", "write the secret into it");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw document.mistake(key, "there is no file " + file, "create it with mode 600, or correct the path");
        } catch (IOException e) {
            throw document.mistake(
                    key,
                    "the file " + file + " cannot be read",
                    "let the user who runs Firedrill read it, as UTF-8 text");
        }
    }

    private static boolean othersMayRead(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    }
}
