package dev.firedrill.aws.safety;

import java.io.IOException;
import java.net.JarURLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsClient;

/** The interfaces of all clients that the SDK has on the class path: a module that is added cannot be forgotten. */
final class ClassPathClients {
    private static final String SERVICES = "software/amazon/awssdk/services";
    private static final Pattern CLIENT = Pattern.compile(SERVICES + "/\\w+(/\\w+)*Client\\.class");

    private ClassPathClients() {}

    /** Those that wait for their answers. */
    static List<Class<?>> waiting() throws IOException {
        return all().filter(type -> !type.getSimpleName().endsWith("AsyncClient"))
                .toList();
    }

    private static Stream<Class<?>> all() throws IOException {
        var names = new ArrayList<String>();
        for (var module :
                Collections.list(ClassPathClients.class.getClassLoader().getResources(SERVICES))) {
            var jar = ((JarURLConnection) module.openConnection()).getJarFile();
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> CLIENT.matcher(name).matches())
                    .forEach(names::add);
        }
        return names.stream().sorted().<Class<?>>map(ClassPathClients::load).filter(ClassPathClients::isClient);
    }

    private static boolean isClient(Class<?> type) {
        return type.isInterface() && AwsClient.class.isAssignableFrom(type);
    }

    private static Class<?> load(String entry) {
        try {
            var name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
            return Class.forName(name, false, ClassPathClients.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
