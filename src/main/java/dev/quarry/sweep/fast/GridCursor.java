package dev.quarry.sweep.fast;

import dev.quarry.sweep.Grid;
import java.util.Arrays;
import java.util.List;

/** Walks up a grid and keeps track of the place in each of a few facets, by additions as far as it can. */
final class GridCursor {

    /** Up to this distance steps are cheaper than divisions. */
    private static final long MAX_STEPS = 16;

    private final Grid grid;
    private final int[] lengths;
    private final int[] choices;
    /** By dimension and facet: how far a place moves when the choice goes up by one. */
    private final long[][] up;
    /** By dimension and facet: how far a place moves when the choice goes from the last back to the first. */
    private final long[][] back;

    private final long[] places;
    private long index = -1;

    GridCursor(Grid grid, List<Facet> facets) {
        this.grid = grid;
        int dimensions = grid.names().size();
        this.lengths = grid.names().stream()
                .mapToInt(name -> grid.values().get(name).size())
                .toArray();
        this.choices = new int[dimensions];
        this.up = new long[dimensions][facets.size()];
        this.back = new long[dimensions][facets.size()];
        this.places = new long[facets.size()];
        for (int d = 0; d < dimensions; d++) {
            for (int f = 0; f < places.length; f++) {
                up[d][f] = facets.get(f).step(d);
                back[d][f] = -facets.get(f).step(d) * (lengths[d] - 1);
            }
        }
    }

    /** Goes to a combination. */
    void moveTo(long target) {
        long distance = target - index;
        if (index < 0 || distance < 0 || distance > MAX_STEPS) {
            jumpTo(target);
            return;
        }
        for (; distance > 0; distance--) {
            step();
        }
        index = target;
    }

    /** The place of the combination in that facet. */
    long place(int facet) {
        return places[facet];
    }

    private void step() {
        for (int d = lengths.length - 1; d >= 0; d--) {
            boolean wraps = choices[d] == lengths[d] - 1;
            choices[d] = wraps ? 0 : choices[d] + 1;
            long[] move = wraps ? back[d] : up[d];
            for (int f = 0; f < places.length; f++) {
                places[f] += move[f];
            }
            if (!wraps) {
                return;
            }
        }
    }

    private void jumpTo(long target) {
        Arrays.fill(places, 0);
        for (int d = 0; d < lengths.length; d++) {
            choices[d] = grid.choice(target, d);
            for (int f = 0; f < places.length; f++) {
                places[f] += choices[d] * up[d][f];
            }
        }
        index = target;
    }
}
