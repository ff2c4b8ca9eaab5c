package dev.quarry.leaderboard;

import dev.quarry.ledger.query.WinnerBounds;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much risk somebody wants to take, as bounds on winners (SPEC I); the best by total return are recommended. */
enum Profile {
    CONSERVATIVE(new WinnerBounds(5.0, null, 10.0, 1.5, 50.0)),
    MODERATE(new WinnerBounds(10.0, null, 15.0, 1.3, 45.0)),
    AGGRESSIVE(WinnerBounds.NONE);

    /** The least number of trades, the same for each profile. */
    static final int MIN_TRADES = 10;

    private final WinnerBounds bounds;

    Profile(WinnerBounds bounds) {
        this.bounds = bounds;
    }

    WinnerBounds bounds() {
        return bounds;
    }

    /** The name in the REST contract. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The profile of that name; empty when there is none. */
    static Optional<Profile> of(String code) {
        return Arrays.stream(values()).filter(p -> p.code().equals(code)).findFirst();
    }

    /** Every name. */
    static List<String> codes() {
        return Arrays.stream(values()).map(Profile::code).toList();
    }
}
