package dev.quarry.sampler;

import java.util.List;

/**
 * Says which points to try. What was asked for is told, all of it and in its order, before it is asked again. Not safe
 * for several threads.
 */
public interface Sampler {

    /** The next points: one at least, and no more than {@code most}, which is at least one. */
    List<Point> ask(int most);

    /** How the points of the last {@link #ask} did. */
    void tell(List<Trial> trials);
}
