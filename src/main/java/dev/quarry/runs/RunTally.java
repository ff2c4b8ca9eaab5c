package dev.quarry.runs;

import dev.quarry.platform.json.Json;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;
import tools.jackson.databind.JsonNode;

/**
 * Counts how each value of each parameter fared, in one pass over all runs: they stream in as numbers, and the index of a
 * run tells which values it took.
 */
final class RunTally {

    /** One statement, so that all runs are of the same moment. */
    private static final String RUNS = """
            copy (select o.setup_id, r.grid_index, o.is_winner::integer, coalesce(o.total_return, 0)
                  from backtest_run r join backtest_outcome o on o.id = r.outcome_id)
            to stdout (format binary)
            """;

    private static final int HEADER_BYTES = 19;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Map<Long, GridTally> grids = new HashMap<>();
    private long winners;
    private double winnerReturnSum;

    private RunTally() {}

    static ValueTallies read(Connection connection) throws SQLException {
        RunTally tally = new RunTally();
        tally.readGrids(connection);
        tally.readRuns(connection);
        return tally.result();
    }

    private void readGrids(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, grid from backtest_setup")) {
            while (rows.next()) {
                grids.put(rows.getLong(1), new GridTally(RunRows.grid(rows.getString(2))));
            }
        }
    }

    /** Runs of a setup that came in since the grids were read belong to the next analysis. */
    private void readRuns(Connection connection) throws SQLException {
        try (DataInputStream rows = new DataInputStream(new BufferedInputStream(
                new PGCopyInputStream(connection.unwrap(PGConnection.class), RUNS), BUFFER_BYTES))) {
            rows.skipNBytes(HEADER_BYTES);
            while (rows.readShort() > 0) {
                rows.readInt();
                GridTally grid = grids.get(rows.readLong());
                rows.readInt();
                long index = rows.readLong();
                rows.readInt();
                boolean winner = rows.readInt() == 1;
                rows.readInt();
                double totalReturn = rows.readDouble();
                if (grid != null) {
                    count(grid, index, winner, totalReturn);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(GridTally grid, long index, boolean winner, double totalReturn) {
        grid.count(index, winner, totalReturn);
        if (winner) {
            winners++;
            winnerReturnSum += totalReturn;
        }
    }

    /** The same parameter and value may stand in several grids. */
    private ValueTallies result() {
        Map<String, Map<JsonNode, ValueTally>> byValue = new LinkedHashMap<>();
        for (GridTally grid : grids.values()) {
            grid.tallies().forEach(tally -> byValue.computeIfAbsent(tally.parameter(), p -> new LinkedHashMap<>())
                    .merge(tally.value(), tally, ValueTally::plus));
        }
        List<ValueTally> all = new ArrayList<>();
        byValue.values().forEach(values -> all.addAll(values.values()));
        return new ValueTallies(winners, winnerReturnSum, all);
    }

    /** The counts of one grid: plain arrays, one for each parameter. */
    private static final class GridTally {

        private final StoredGrid grid;
        private final long[] strides;
        private final int[] sizes;
        private final long[][] winners;
        private final long[][] losers;
        private final double[][] returnSums;

        GridTally(StoredGrid grid) {
            this.grid = grid;
            this.sizes = grid.values().values().stream().mapToInt(List::size).toArray();
            this.strides = new long[sizes.length];
            this.winners = new long[sizes.length][];
            this.losers = new long[sizes.length][];
            this.returnSums = new double[sizes.length][];
            long stride = 1;
            for (int d = sizes.length - 1; d >= 0; d--) {
                strides[d] = stride;
                stride *= sizes[d];
                winners[d] = new long[sizes[d]];
                losers[d] = new long[sizes[d]];
                returnSums[d] = new double[sizes[d]];
            }
        }

        void count(long index, boolean winner, double totalReturn) {
            for (int d = 0; d < sizes.length; d++) {
                int choice = (int) (index / strides[d] % sizes[d]);
                if (winner) {
                    winners[d][choice]++;
                    returnSums[d][choice] += totalReturn;
                } else {
                    losers[d][choice]++;
                }
            }
        }

        /** Values that no run took have no tally. */
        List<ValueTally> tallies() {
            List<ValueTally> tallies = new ArrayList<>();
            int d = 0;
            for (Map.Entry<String, List<Object>> parameter : grid.values().entrySet()) {
                for (int choice = 0; choice < sizes[d]; choice++) {
                    if (winners[d][choice] + losers[d][choice] > 0) {
                        JsonNode value =
                                Json.MAPPER.valueToTree(parameter.getValue().get(choice));
                        tallies.add(new ValueTally(
                                parameter.getKey(),
                                value,
                                winners[d][choice],
                                returnSums[d][choice],
                                losers[d][choice]));
                    }
                }
                d++;
            }
            return tallies;
        }
    }
}
