package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The series of the cases beside the golden files; a test that asks for one is skipped where they are not present. */
public final class CaseSeries {

    private CaseSeries() {}

    /** The bars of that file. */
    public static Bars of(String name, Timeframe timeframe) {
        Path shared = Golden.shared();
        Path file = shared == null ? null : shared.resolve("cases/series").resolve(name + ".csv");
        Assumptions.assumeTrue(file != null && Files.exists(file), "no series of cases");
        try {
            List<String> lines = Files.readAllLines(file);
            int n = lines.size() - 1;
            long[] openTime = new long[n];
            double[][] columns = new double[5][n];
            for (int i = 0; i < n; i++) {
                String[] cells = lines.get(i + 1).split(",");
                openTime[i] = millis(cells[0]);
                for (int c = 0; c < columns.length; c++) {
                    columns[c][i] = Double.parseDouble(cells[c + 1]);
                }
            }
            return new Bars(timeframe, openTime, columns[0], columns[1], columns[2], columns[3], columns[4]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long millis(String text) {
        LocalDateTime time = text.length() == 10
                ? LocalDate.parse(text).atStartOfDay()
                : LocalDateTime.parse(text.replace(' ', 'T'));
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
