package dev.quarry.marketdata.http;

import dev.quarry.platform.json.StorableText;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A small CSV body: a header with the names of the columns, then plain fields without quotes, separated by commas. */
final class SmallTable {

    private static final long MAX_BYTES = 8L << 20;

    private SmallTable() {}

    /**
     * Reads the requested columns of each line.
     *
     * @param columns for each its possible names in lower case, the first one being the documented one
     * @param most how many lines at most
     * @throws InvalidInputException when a column is missing, naming the existing ones
     */
    static List<String[]> read(InputStream body, List<List<String>> columns, int most) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(
                new LimitedBody(
                        body,
                        MAX_BYTES,
                        () -> new ProblemException(
                                413,
                                "Content too large",
                                String.format(Locale.ROOT, "The body is larger than %,d bytes.", MAX_BYTES))),
                StandardCharsets.UTF_8));
        String header = lines.readLine();
        if (header == null || header.isBlank()) {
            throw new InvalidInputException("", "the table is empty: its first line names its columns");
        }
        int[] places = places(header, columns);
        List<String[]> rows = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            if (rows.size() == most) {
                throw new InvalidInputException("", String.format(Locale.ROOT, "at most %,d lines are taken", most));
            }
            String[] fields = line.split(",", -1);
            rows.add(Arrays.stream(places)
                    .mapToObj(place -> place < fields.length ? fields[place].strip() : "")
                    .toArray(String[]::new));
        }
        return rows;
    }

    private static int[] places(String header, List<List<String>> columns) {
        List<String> names = Arrays.stream(header.replace("\uFEFF", "").split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        return columns.stream()
                .mapToInt(column -> IntStream.range(0, names.size())
                        .filter(i -> column.contains(names.get(i)))
                        .findFirst()
                        .orElseThrow(() -> new InvalidInputException(
                                "",
                                "the table has no column " + column.get(0) + "; it has "
                                        + StorableText.printable(String.join(", ", names)))))
                .toArray();
    }
}
