package dev.quarry.sweep.search;

import dev.quarry.engine.Statistics;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepChunk;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A metric over two parameters of a grid, all others gone through: one cell for each pair of their values, in the grid's
 * order. Gathered from chunks, so that memory grows with the cells only. Not for use by several threads.
 */
public final class MetricSurface {

    private final Grid grid;
    private final int xDimension;
    private final int yDimension;
    private final int columns;
    private final Metric metric;
    private final SearchConstraints constraints;
    private final Cell[] cells;

    /**
     * One cell.
     *
     * @param tested combinations that were back-tested
     * @param failed those that could not be run
     * @param passing those that met the constraints
     * @param best best value over the tested ones (the least where less is better), which may be infinite; NaN for none
     * @param bestIndex place in the grid of the combination with the best value, the first of several; −1 for none
     * @param bestPassing the best value over the passing ones
     * @param mean over the tested ones where it is finite; NaN for none
     * @param deviation standard deviation around that mean, of the population, since the cell is all there is; NaN for none
     */
    public record Value(
            long tested,
            long failed,
            long passing,
            double best,
            long bestIndex,
            double bestPassing,
            double mean,
            double deviation) {}

    private static final class Cell {
        long tested;
        long failed;
        long passing;
        double best = Double.NaN;
        long bestIndex = -1;
        double bestPassing = Double.NaN;
        double mean;
        double squares;
        long finite;
    }

    /**
     * @param x parameter of the columns, one of the grid's
     * @param y parameter of the rows, another one of the grid's
     * @throws IllegalArgumentException when they are not, or are the same
     */
    public MetricSurface(Grid grid, String x, String y, Metric metric, SearchConstraints constraints) {
        if (!grid.has(x) || !grid.has(y) || x.equals(y)) {
            throw new IllegalArgumentException("a surface needs two parameters of the grid");
        }
        this.grid = grid;
        this.xDimension = grid.names().indexOf(x);
        this.yDimension = grid.names().indexOf(y);
        this.columns = grid.values().get(x).size();
        this.metric = metric;
        this.constraints = constraints;
        this.cells = new Cell[columns * grid.values().get(y).size()];
        Arrays.setAll(cells, k -> new Cell());
    }

    /** Takes the combinations of a chunk. */
    public void take(SweepChunk chunk) {
        for (int k = 0; k < chunk.size(); k++) {
            long index = chunk.index(k);
            Cell cell = cells[grid.choice(index, yDimension) * columns + grid.choice(index, xDimension)];
            if (chunk.outcome(k) == SweepChunk.NO_OUTCOME) {
                cell.failed++;
            } else {
                take(cell, index, chunk.statistics(k));
            }
        }
    }

    private void take(Cell cell, long index, Statistics statistics) {
        double value = metric.of(statistics);
        cell.tested++;
        double best = better(value, cell.best);
        boolean replaced = Double.compare(best, cell.best) != 0 || cell.bestIndex < 0;
        // Chunks come in any order.
        if (replaced || Double.compare(value, best) == 0 && index < cell.bestIndex) {
            cell.bestIndex = index;
        }
        cell.best = best;
        if (constraints.metBy(statistics)) {
            cell.passing++;
            cell.bestPassing = better(value, cell.bestPassing);
        }
        if (Double.isFinite(value)) {
            // Welford 1962: sums of squares would lose small deviations from a great mean.
            cell.finite++;
            double before = value - cell.mean;
            cell.mean += before / cell.finite;
            cell.squares += before * (value - cell.mean);
        }
    }

    private double better(double value, double best) {
        boolean replaces = metric.isBetterSmall() ? value < best : value > best;
        return replaces || Double.isNaN(best) ? value : best;
    }

    /** The cells: one list for each value of {@code y}, in it one cell for each value of {@code x}. */
    public List<List<Value>> rows() {
        List<Value> all = Arrays.stream(cells)
                .map(cell -> new Value(
                        cell.tested,
                        cell.failed,
                        cell.passing,
                        cell.best,
                        cell.bestIndex,
                        cell.bestPassing,
                        cell.finite == 0 ? Double.NaN : cell.mean,
                        cell.finite == 0 ? Double.NaN : Math.sqrt(cell.squares / cell.finite)))
                .toList();
        return IntStream.range(0, cells.length / columns)
                .mapToObj(row -> all.subList(row * columns, (row + 1) * columns))
                .toList();
    }
}
