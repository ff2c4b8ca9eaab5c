package dev.quarry.forward;

import dev.quarry.ledger.RunHash;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.json.Alternatives;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.WholeDay;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.MarketWindow;
import jakarta.validation.constraints.Min;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Which winner is to be tested on which prices that its search did not see.
 *
 * @param paramsHash of a stored run; null for a row
 * @param jobId a succeeded grid search; null for a run
 * @param row its row, 0-based; null for the first
 * @param exchange null: that of the search
 * @param symbol null: that of the search
 * @param startTs open of the first bar, UTC; null: the bar after the last one of the search
 * @param endTs open of the last bar, UTC, inclusive; null: the last one stored
 */
@Example("""
        {"params_hash": "0123456789abcdef", "end_ts": "2024-12-31"}""")
@Alternatives({"params_hash", "job_id"})
public record ForwardRequest(
        @Described(value = "Hash of the stored run, 16 hexadecimal digits", title = "Run")
        String paramsHash,

        @Described(value = "The succeeded grid search, where a row of one is meant", title = "Optimisation, its job")
        @Min(value = 1, message = "must be at least 1") Long jobId,

        @Described(value = "Place in its rows, from 0; the first when absent", title = "Row")
        @Min(value = 0, message = "must be at least 0") Integer row,

        @Described(ForwardRange.EXCHANGE) String exchange,
        @Described(ForwardRange.SYMBOL) String symbol,

        @Described(value = ForwardRange.START, title = MarketWindow.START_TITLE)
        OffsetDateTime startTs,

        @Described(value = ForwardRange.END, title = MarketWindow.END_TITLE) @WholeDay
        OffsetDateTime endTs)
        implements Checked {

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>(nameFaults(paramsHash, jobId, row));
        blank("exchange", exchange, violations);
        blank("symbol", symbol, violations);
        if (startTs != null && endTs != null && endTs.isBefore(startTs)) {
            violations.add(new Violation("end_ts", "must not be before start_ts"));
        }
        return violations;
    }

    /** What is wrong with the name of a winner. */
    public static List<Violation> nameFaults(String paramsHash, Long jobId, Integer row) {
        List<Violation> violations = new ArrayList<>();
        if (paramsHash == null && jobId == null) {
            String either = "is required, or job_id with a row of a grid search";
            violations.add(new Violation(RunHash.NAME, either));
        }
        RunHash.fault(RunHash.NAME, paramsHash).ifPresent(violations::add);
        if (paramsHash != null && jobId != null) {
            violations.add(new Violation("job_id", "must be absent where params_hash names a run"));
        }
        if (row != null && jobId == null && paramsHash != null) {
            violations.add(new Violation("row", "must be absent where params_hash names a run"));
        }
        return violations;
    }

    private static void blank(String field, String text, List<Violation> violations) {
        if (text != null && text.isBlank()) {
            violations.add(new Violation(field, "must not be blank"));
        }
    }

    /** Which winner is meant. */
    WinnerName name() {
        return name(paramsHash, jobId, row);
    }

    /** The name of a winner that has no {@link #nameFaults}. */
    public static WinnerName name(String paramsHash, Long jobId, Integer row) {
        return new WinnerName(paramsHash, jobId, jobId == null ? null : row == null ? Integer.valueOf(0) : row);
    }

    /** The series to test on, for a winner of that search. */
    Series series(MarketWindow search) {
        return new Series(
                exchange == null ? search.exchange() : exchange,
                symbol == null ? search.symbol() : symbol,
                search.bar());
    }
}
