package dev.firedrill.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What to do about a complaint of the server that tells what its host lacks. */
final class HostRemedies {
    private static final String OF_DISTRIBUTION =
            "install postgresql-N of your distribution, or set binaries: in firedrill.yaml to programs that have it";

    private static final Map<Pattern, String> REMEDIES = remedies();

    private HostRemedies() {}

    /** An empty text where there is none. */
    static String of(String complaint) {
        return REMEDIES.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(complaint).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static Map<Pattern, String> remedies() {
        var remedies = new LinkedHashMap<String, String>();
        remedies.put(
                "not supported by build|compression method \\w+ not supported|ICU is not supported in this build",
                "this PostgreSQL was built without it: " + OF_DISTRIBUTION);
        remedies.put(
                "resource manager with ID \\d+ not registered",
                "an extension of production writes records of its own into the log; such a log cannot be replayed here");
        remedies.put(
                "must be (pre)?loaded|shared_preload_libraries",
                "it works only in a server that loads its library at the start, which a throwaway server does not");
        remedies.put(
                "could not (access|load|open) .*(\\$libdir|\\.so\\b|library)|extension \"[^\"]*\" is not available",
                "install the extension's package for this major version, or set binaries: in firedrill.yaml to programs"
                        + " that have it");
        remedies.put(
                "locale is incompatible|could not create locale|could not load locale",
                "install the locale on this host (Debian: uncomment it in /etc/locale.gen, then locale-gen; RHEL:"
                        + " glibc-langpack-*)");
        remedies.put(
                "could not map anonymous shared memory|: out of memory",
                "drill on a host with more memory, or with fewer drills at a time");
        remedies.put(
                "could not (resize|create|open) shared memory segment",
                "give /dev/shm more room, which parallel queries use (docker: --shm-size)");
        remedies.put("No space left on device|Disk quota exceeded", "free some space, or set another workdir:");
        remedies.put("Too many open files", "raise the limit of open files (ulimit -n) where Firedrill is started");
        var compiled = new LinkedHashMap<Pattern, String>();
        remedies.forEach((expression, remedy) -> compiled.put(Pattern.compile(expression), remedy));
        return compiled;
    }
}
