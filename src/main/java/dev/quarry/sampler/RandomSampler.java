package dev.quarry.sampler;

import java.util.List;
import java.util.stream.IntStream;

/** Every point as likely as any other, learning nothing: what the others have to be better than. */
final class RandomSampler implements Sampler {

    private final List<Dimension> space;
    private final Draws draws;

    RandomSampler(List<Dimension> space, long seed) {
        this.space = space;
        this.draws = new Draws(seed);
    }

    @Override
    public List<Point> ask(int most) {
        return IntStream.range(0, most)
                .mapToObj(k -> draws.fresh(() -> draws.even(space)))
                .toList();
    }

    @Override
    public void tell(List<Trial> trials) {
        // learns nothing
    }
}
