package dev.firedrill.postgres.dump;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The first lines of a plain dump: its comments, its key, and whether it makes its database itself. */
final class PlainHeader {
    static final String SIGN = "--\n-- PostgreSQL database dump\n";
    static final String CLUSTER_SIGN = "--\n-- PostgreSQL database cluster dump\n";

    private static final Pattern SERVER = Pattern.compile("-- Dumped from database version (.*)");
    private static final Pattern PROGRAM = Pattern.compile("-- Dumped by pg_dump version (.*)");
    private static final Pattern STARTED =
            Pattern.compile("-- Started on (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d) ?(\\S*)");
    private static final Pattern KEY = Pattern.compile("\\\\restrict ([A-Za-z0-9]+)");
    private static final Pattern ENCODING = Pattern.compile("SET client_encoding = '([A-Za-z0-9_-]+)';");
    private static final Pattern CREATES = Pattern.compile("CREATE DATABASE (" + DumpNeeds.NAME + ")(?: .*)?;?");
    private static final Pattern OFFSET = Pattern.compile("[+-]\\d\\d(\\d\\d)?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int LINES = 60;

    private final List<String> lines;

    private PlainHeader(List<String> lines) {
        this.lines = lines;
    }

    /** @throws IOException if it cannot be read or decompressed */
    static PlainHeader read(Path dump, DumpFormat format) throws IOException {
        try (var stream = PlainFile.open(dump, format)) {
            return read(stream);
        }
    }

    static PlainHeader read(InputStream stream) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        var lines = new ArrayList<String>();
        for (var line = reader.readLine(); line != null && lines.size() < LINES; line = reader.readLine()) {
            lines.add(line);
            if (line.startsWith("\\connect") || line.startsWith("CREATE TABLE") || line.startsWith("COPY ")) {
                break;
            }
        }
        return new PlainHeader(lines);
    }

    /** Whether a text begins as a plain dump does. */
    static boolean isBegin(String text) {
        var lines = text.replace("\r", "");
        return lines.startsWith(SIGN) || lines.startsWith(CLUSTER_SIGN);
    }

    boolean isDump() {
        return isBegin(String.join("\n", lines) + "\n");
    }

    /** Whether pg_dumpall made it, of all databases. */
    boolean isOfCluster() {
        return (String.join("\n", lines) + "\n").startsWith(CLUSTER_SIGN);
    }

    /** @throws IOException if no version is named */
    int major() throws IOException {
        return Math.max(
                DumpedVersion.major(server().orElse("")),
                DumpedVersion.major(program().orElse("")));
    }

    Optional<String> server() {
        return first(SERVER);
    }

    Optional<String> program() {
        return first(PROGRAM);
    }

    /** The word by which the dump ends psql's restriction. */
    Optional<String> key() {
        return first(KEY);
    }

    Optional<String> encoding() {
        return first(ENCODING);
    }

    /** The database that the dump makes itself; empty where it was made without {@code --create}. */
    Optional<String> database() {
        return first(CREATES).map(DumpNeeds::unquoted);
    }

    /** When it was begun; only {@code pg_dump --verbose} says so. */
    Optional<DumpTime> startedAt(ZoneId zone, Instant modified) {
        return lines.stream()
                .map(STARTED::matcher)
                .filter(matcher -> matcher.matches())
                .findFirst()
                .map(matcher -> DumpTime.of(
                        LocalDateTime.parse(matcher.group(1), TIME),
                        named(matcher.group(2), zone),
                        modified,
                        "comment of the dump"));
    }

    /** Abbreviations such as CST are of several zones, so the configuration's counts for them. */
    private static ZoneId named(String abbreviation, ZoneId otherwise) {
        if (abbreviation.equals("UTC") || abbreviation.equals("GMT")) {
            return ZoneOffset.UTC;
        }
        return OFFSET.matcher(abbreviation).matches() ? ZoneOffset.of(abbreviation) : otherwise;
    }

    private Optional<String> first(Pattern pattern) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
