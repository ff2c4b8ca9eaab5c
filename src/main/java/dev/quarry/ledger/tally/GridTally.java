package dev.quarry.ledger.tally;

import dev.quarry.ledger.StoredGrid;
import dev.quarry.platform.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The counts of one grid: plain arrays, one for each parameter and one for each two parameters. */
final class GridTally {

    /**
     * Two parameters with more combinations of values are not counted as a pair, since nobody could read the result.
     */
    static final int MAX_CELLS = 100_000;

    private final String[] names;
    private final JsonNode[][] values;
    private final long[] strides;
    private final int[] choices;
    private final Cells all = new Cells(1);
    private final Cells[] ofValues;
    private final List<Pair> pairs = new ArrayList<>();
    private int pairsLeftOut;

    private final int cells;

    /** Two dimensions, and the counts of their combinations. */
    private record Pair(int first, int second, int secondSize, Cells cells) {}

    /** @param mostCells how many counts it may have; pairs that would make it more are left out */
    GridTally(StoredGrid grid, int mostCells) {
        int dimensions = grid.values().size();
        names = grid.values().keySet().toArray(String[]::new);
        values = new JsonNode[dimensions][];
        strides = new long[dimensions];
        choices = new int[dimensions];
        ofValues = new Cells[dimensions];
        int d = 0;
        for (Map.Entry<String, List<Object>> parameter : grid.values().entrySet()) {
            values[d] = parameter.getValue().stream()
                    .map(value -> (JsonNode) Json.MAPPER.valueToTree(value))
                    .toArray(JsonNode[]::new);
            ofValues[d] = new Cells(values[d].length);
            d++;
        }
        long stride = 1;
        for (d = dimensions - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= values[d].length;
        }
        cells = findPairs(grid.values().values().stream().mapToInt(List::size).sum(), mostCells);
    }

    /** How many counts it has. */
    int cells() {
        return cells;
    }

    /** Only parameters that have more than one value can make a difference. */
    private int findPairs(int ofValues, int mostCells) {
        long all = ofValues;
        for (int first = 0; first < names.length; first++) {
            for (int second = first + 1; second < names.length; second++) {
                long cells = (long) values[first].length * values[second].length;
                if (values[first].length > 1 && values[second].length > 1) {
                    if (cells > MAX_CELLS || all + cells > mostCells) {
                        pairsLeftOut++;
                    } else {
                        all += cells;
                        pairs.add(new Pair(first, second, values[second].length, new Cells((int) cells)));
                    }
                }
            }
        }
        return (int) all;
    }

    /** @param share the run's share of its outcome, a fraction */
    void count(long index, boolean winner, double totalReturn, double share) {
        all.count(0, winner, totalReturn, share);
        for (int d = 0; d < choices.length; d++) {
            choices[d] = (int) (index / strides[d] % values[d].length);
            ofValues[d].count(choices[d], winner, totalReturn, share);
        }
        for (Pair pair : pairs) {
            pair.cells.count(choices[pair.first] * pair.secondSize + choices[pair.second], winner, totalReturn, share);
        }
    }

    /** The tally of all runs. */
    Tally runs() {
        return all.tally(0);
    }

    /** Values that no run took have no tally. */
    List<ValueTally> ofValues() {
        List<ValueTally> tallies = new ArrayList<>();
        for (int d = 0; d < names.length; d++) {
            for (int choice = 0; choice < values[d].length; choice++) {
                if (ofValues[d].has(choice)) {
                    tallies.add(new ValueTally(names[d], values[d][choice], ofValues[d].tally(choice)));
                }
            }
        }
        return tallies;
    }

    /** Pairs that no run took have no tally. */
    List<PairTally> ofPairs() {
        List<PairTally> tallies = new ArrayList<>();
        for (Pair pair : pairs) {
            for (int cell = 0; cell < values[pair.first].length * pair.secondSize; cell++) {
                if (pair.cells.has(cell)) {
                    tallies.add(tally(pair, cell));
                }
            }
        }
        return tallies;
    }

    private PairTally tally(Pair pair, int cell) {
        JsonNode first = values[pair.first][cell / pair.secondSize];
        JsonNode second = values[pair.second][cell % pair.secondSize];
        Tally runs = pair.cells.tally(cell);
        return names[pair.first].compareTo(names[pair.second]) < 0
                ? new PairTally(names[pair.first], first, names[pair.second], second, runs)
                : new PairTally(names[pair.second], second, names[pair.first], first, runs);
    }

    int pairsLeftOut() {
        return pairsLeftOut;
    }

    /** Tallies that are still counted, as columns. */
    private static final class Cells {

        private final long[] winners;
        private final long[] losers;
        private final double[] returnSums;
        private final double[] bestReturns;
        private final double[] winnerShares;
        private final double[] loserShares;

        Cells(int size) {
            winners = new long[size];
            losers = new long[size];
            returnSums = new double[size];
            bestReturns = new double[size];
            Arrays.fill(bestReturns, Double.NEGATIVE_INFINITY);
            winnerShares = new double[size];
            loserShares = new double[size];
        }

        void count(int cell, boolean winner, double totalReturn, double share) {
            if (winner) {
                winners[cell]++;
                returnSums[cell] += totalReturn;
                bestReturns[cell] = Math.max(bestReturns[cell], totalReturn);
                winnerShares[cell] += share;
            } else {
                losers[cell]++;
                loserShares[cell] += share;
            }
        }

        boolean has(int cell) {
            return winners[cell] + losers[cell] > 0;
        }

        Tally tally(int cell) {
            return new Tally(
                    winners[cell],
                    returnSums[cell],
                    bestReturns[cell],
                    losers[cell],
                    winnerShares[cell],
                    loserShares[cell]);
        }
    }
}
