package dev.quarry.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.rsibands.RsiVisibility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Expected results of the reference. Those over the sample series are test resources; more of them, over price files
 * that are not ours to distribute, are used where a shared folder is present: {@code QUARRY_GOLDEN}, the system property
 * {@code quarry.golden}, or {@code ../shared} beside the project.
 */
public final class Golden {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Bars> SERIES = new ConcurrentHashMap<>();
    private static final List<String> REFUSED = List.of("unknown", "invalid", "odd_string", "clamped");

    /** A case of a golden file: its object in the file, and the folder it came from for the reader of a report. */
    public record Case(String origin, Map<String, Object> json) {

        public String name() {
            return origin + "/" + json.get("id");
        }

        /** Whether the case leans on a silent default of the reference, which we refuse. */
        public boolean refused() {
            return REFUSED.stream().anyMatch(json.get("id").toString()::contains);
        }

        public Timeframe timeframe() {
            return Timeframe.of((String) json.get("timeframe")).orElseThrow();
        }

        /** The series of the case, cut as the case says. */
        public Bars bars() {
            Bars all = series((String) json.get("dataset"), timeframe());
            if (json.get("first_n_bars") instanceof Integer first) {
                return all.slice(0, first);
            }
            if (json.get("bars") instanceof Integer last) {
                return all.slice(all.size() - last, all.size());
            }
            return all;
        }

        /** A map of raw parameters; the reference sees a 30-minute bin from its start, as no default of ours does. */
        public Map<String, Object> parameters(String key) {
            Map<String, Object> parameters = new LinkedHashMap<>(object(json, key));
            parameters.put("rsi_visibility", RsiVisibility.BIN_START.text());
            return parameters;
        }
    }

    private Golden() {}

    /** Every case of the files of these names that can be found. */
    public static Stream<Case> cases(String... files) {
        List<Case> cases = new ArrayList<>();
        for (String file : files) {
            try (InputStream resource = Golden.class.getResourceAsStream("/golden/" + file)) {
                if (resource != null) {
                    add(cases, "repo", resource);
                }
                Path shared = shared();
                if (shared != null && Files.exists(shared.resolve("golden").resolve(file))) {
                    try (InputStream in =
                            Files.newInputStream(shared.resolve("golden").resolve(file))) {
                        add(cases, "shared", in);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return cases.stream();
    }

    @SuppressWarnings("unchecked")
    private static void add(List<Case> cases, String origin, InputStream in) {
        for (Object json : (List<Object>) JSON.readValue(in, Map.class).get("cases")) {
            cases.add(new Case(origin, (Map<String, Object>) json));
        }
    }

    /** A folder beside the golden files; null where there is none. */
    public static Path sharedFolder(String name) {
        Path shared = shared();
        return shared == null || !Files.isDirectory(shared.resolve(name)) ? null : shared.resolve(name);
    }

    /** A whole file of the shared folder; null where there is none. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> sharedFile(String file) {
        Path shared = shared();
        if (shared == null || !Files.exists(shared.resolve("golden").resolve(file))) {
            return null;
        }
        return JSON.readValue(shared.resolve("golden").resolve(file), Map.class);
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Map<String, Object> json, String key) {
        return (Map<String, Object>) json.get(key);
    }

    @SuppressWarnings("unchecked")
    public static List<Object> list(Map<String, Object> json, String key) {
        return (List<Object>) json.get(key);
    }

    /** A number as the files write it: NaN and infinities are texts, null is NaN. */
    public static double number(Object value) {
        return value == null
                ? Double.NaN
                : value instanceof Number n ? n.doubleValue() : Double.parseDouble(value.toString());
    }

    /** Equal to the relative tolerance of the golden files; NaN equals NaN. */
    public static void assertClose(String what, double actual, Object expected) {
        assertClose(what, actual, number(expected), 1e-9);
    }

    public static void assertClose(String what, double actual, double expected, double relative) {
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
            assertThat((Object) actual).as(what).isEqualTo(expected);
        } else {
            double tolerance = Math.max(relative * Math.abs(expected), 1e-12);
            assertThat(Math.abs(actual - expected))
                    .as("%s: expected %s but was %s", what, expected, actual)
                    .isLessThanOrEqualTo(tolerance);
        }
    }

    public static Bars series(String dataset, Timeframe timeframe) {
        return dataset.equals("btcusd_relabelled_30m")
                ? SampleBars.bars()
                : SERIES.computeIfAbsent(dataset, d -> read(d, timeframe));
    }

    private static Bars read(String dataset, Timeframe timeframe) {
        try {
            List<String> lines = Files.readAllLines(shared().resolve("data").resolve(dataset + ".csv"));
            int n = lines.size() - 1;
            long[] openTime = new long[n];
            double[][] columns = new double[5][n];
            for (int i = 0; i < n; i++) {
                String[] cells = lines.get(i + 1).split(",");
                openTime[i] = Instant.parse(cells[0]).toEpochMilli();
                for (int c = 0; c < columns.length; c++) {
                    columns[c][i] = Double.parseDouble(cells[c + 1]);
                }
            }
            return new Bars(timeframe, openTime, columns[0], columns[1], columns[2], columns[3], columns[4]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path shared() {
        String given = System.getProperty("quarry.golden", System.getenv("QUARRY_GOLDEN"));
        Path path = given != null
                ? Path.of(given)
                : Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../shared");
        return Files.isDirectory(path.resolve("golden")) && Files.isDirectory(path.resolve("data")) ? path : null;
    }
}
