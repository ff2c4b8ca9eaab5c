package dev.quarry.marketdata.push;

import dev.quarry.marketdata.FundingRates;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.StorableText;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** The body of a push of a market's funding rates. */
@Example("""
        {"exchange": "binance", "symbol": "BTC/USDT", "rates": [
            {"ts": "2024-01-01T00:00:00Z", "rate": 0.00037409}, {"ts": "1704096000000", "rate": 0.00031}]}""")
public record FundingHistory(
        @Described("Under which the prices are kept") @NotBlank(message = "is required") String exchange,

        @Described("The market") @NotBlank(message = "is required") String symbol,

        @Described("The rates; one of a time that is there is replaced") @NotEmpty(message = "is required") List<Entry> rates)
        implements Checked {

    /** The most rates of a request. */
    public static final int MAX = 100_000;

    private static final int MAX_FAULTS = 1000;
    private static final long SECOND = 1000;

    /** One rate. */
    public record Entry(
            @Described(
                    value = "When it fell due, ISO-8601 or milliseconds since 1970 as a text; kept to the second",
                    required = true)
            String ts,

            @Described(
                    value = "The fraction of the notional that longs paid to shorts; negative: shorts to longs",
                    required = true)
            Double rate) {

        /** When the payment was due; exchanges' times are some milliseconds late. */
        private Optional<Long> due() {
            if (ts == null) {
                return Optional.empty();
            }
            Optional<Long> millis = ts.strip().matches("[0-9]{12,14}")
                    ? Optional.of(Long.parseLong(ts.strip()))
                    : Timestamps.parse(ts).map(time -> time.toInstant().toEpochMilli());
            return millis.map(time -> Math.floorDiv(time + SECOND / 2, SECOND) * SECOND);
        }

        private void check(String field, List<Violation> violations) {
            if (due().isEmpty()) {
                violations.add(new Violation(
                        field + ".ts",
                        Timestamps.EXPECTED + ", or milliseconds since 1970; was "
                                + (ts == null
                                        ? "absent"
                                        : StorableText.printable(ts.length() > 40 ? ts.substring(0, 40) + "…" : ts))));
            }
            if (rate == null || !(Math.abs(rate) <= 1)) {
                violations.add(new Violation(
                        field + ".rate",
                        "must be a fraction from -1 to 1, such as 0.0001 for 0.01 percent; was " + rate));
            }
        }
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>(
                new IngestionRequest(exchange, symbol, "1d", null, null, null, null, null, null).violations());
        if (rates.size() > MAX) {
            violations.add(new Violation("rates", String.format(Locale.ROOT, "must be at most %,d a request", MAX)));
            return violations;
        }
        TreeMap<Long, Double> seen = new TreeMap<>();
        for (int i = 0; i < rates.size() && violations.size() < MAX_FAULTS; i++) {
            String field = "rates[" + i + "]";
            Entry entry = rates.get(i);
            if (entry == null) {
                violations.add(new Violation(field, "must be an object"));
                continue;
            }
            int before = violations.size();
            entry.check(field, violations);
            if (violations.size() == before) {
                Double other = seen.put(entry.due().orElseThrow(), entry.rate());
                if (other != null && !other.equals(entry.rate())) {
                    violations.add(new Violation(field, "has a time that was given before, with another rate"));
                }
            }
        }
        return violations;
    }

    /** The market's exchange in the spelling that is stored. */
    String market() {
        return exchange.strip().toLowerCase(Locale.ROOT);
    }

    /** The rates, each time once, in the order of time; the body must be valid. */
    FundingRates read() {
        TreeMap<Long, Double> all = new TreeMap<>();
        rates.forEach(entry -> all.put(entry.due().orElseThrow(), entry.rate()));
        return new FundingRates(
                all.keySet().stream().mapToLong(Long::longValue).toArray(),
                all.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
