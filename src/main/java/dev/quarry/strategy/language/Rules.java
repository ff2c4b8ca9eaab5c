package dev.quarry.strategy.language;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * When one side trades.
 *
 * @param enter the condition of an entry; empty where the side never trades
 * @param exit a condition at a bar's close, which may ask about the position
 * @param target a price line that works as a limit order
 */
public record Rules(Optional<Node> enter, Optional<Node> exit, Optional<Node> target) {

    /** All there are. */
    public Stream<Node> all() {
        return Stream.of(enter, exit, target).flatMap(Optional::stream);
    }
}
