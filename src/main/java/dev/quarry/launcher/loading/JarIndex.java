package dev.quarry.launcher.loading;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Which of many jars have entries in a directory, so that a class is searched in one or two of them, and not at all
 * when none has it. Entries of {@code META-INF}, where nearly every jar has some, are indexed by their full names.
 *
 * @param jars the jars, in the order in which they are searched
 * @param places for the name of a directory, or of an entry below {@code META-INF}, the positions of the jars that have
 *     it
 */
public record JarIndex(List<Path> jars, Map<String, int[]> places) {
    private static final String SEPARATOR = "\t";
    private static final String END = SEPARATOR + "end";
    private static final String SINGLE_NAMES = "META-INF/";
    private static final String VERSIONS = "META-INF/versions/";
    private static final int[] NOWHERE = {};

    /** The positions of the jars that may have an entry of that name, in order. */
    int[] candidates(String entry) {
        return places.getOrDefault(key(entry), NOWHERE);
    }

    /** Creates the index from the jars' tables of contents. */
    public static JarIndex of(List<Path> jars) throws IOException {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int position = 0; position < jars.size(); position++) {
            Set<String> keys = new HashSet<>();
            try (JarFile jar = Jar.open(jars.get(position))) {
                Stream.concat(jar.stream(), jar.versionedStream()).forEach(entry -> keys.add(key(entry.getName())));
            }
            for (String key : keys) {
                places.computeIfAbsent(key, ignored -> new ArrayList<>()).add(position);
            }
        }
        Map<String, int[]> arrays = new HashMap<>();
        places.forEach((key, positions) ->
                arrays.put(key, positions.stream().mapToInt(Integer::intValue).toArray()));
        return new JarIndex(List.copyOf(jars), Collections.unmodifiableMap(arrays));
    }

    /** Writes the index to a file. */
    public void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Path jar : jars) {
                out.append(jar.toString()).append('\n');
            }
            out.append('\n');
            for (Map.Entry<String, int[]> place : places.entrySet()) {
                out.append(place.getKey());
                for (int position : place.getValue()) {
                    out.append(SEPARATOR).append(Integer.toString(position));
                }
                out.append('\n');
            }
            out.append(END).append('\n');
        }
    }

    /**
     * Reads an index that {@link #write} has written.
     *
     * @throws IOException also when the file is incomplete
     */
    public static JarIndex read(Path file) throws IOException {
        List<Path> jars = new ArrayList<>();
        Map<String, int[]> places = new HashMap<>(16_384);
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String name = line(in); !name.isEmpty(); name = line(in)) {
                jars.add(Path.of(name));
            }
            for (String line = line(in); !line.equals(END); line = line(in)) {
                String[] parts = line.split(SEPARATOR, -1);
                places.put(
                        parts[0],
                        Arrays.stream(parts).skip(1).mapToInt(Integer::parseInt).toArray());
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged", e);
        }
        return new JarIndex(List.copyOf(jars), places);
    }

    private static String line(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("the index ends too soon");
        }
        return line;
    }

    /**
     * The key of an entry: its own name below {@code META-INF}, else that of the directory it is in; a directory is an
     * entry of its parent.
     */
    private static String key(String entry) {
        String name = entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry;
        boolean single = name.startsWith(SINGLE_NAMES) && !name.startsWith(VERSIONS);
        return single ? name : name.substring(0, name.lastIndexOf('/') + 1);
    }
}
