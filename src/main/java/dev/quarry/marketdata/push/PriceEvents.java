package dev.quarry.marketdata.push;

import dev.quarry.marketdata.CorporateEvent;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The body of a push of a market's splits and dividends. */
@Example("""
        {"exchange": "nasdaq", "symbol": "NVDA", "events": [
            {"ex_date": "2024-06-10", "kind": "split", "value": 10},
            {"ex_date": "2024-09-12", "kind": "dividend", "value": 0.01}]}""")
public record PriceEvents(
        @Described("Under which the prices are kept") @NotBlank(message = "is required") String exchange,

        @Described("The market") @NotBlank(message = "is required") String symbol,

        @Described("The events; one of a time and kind that is there is replaced") @NotEmpty(message = "is required") List<Entry> events)
        implements Checked {

    /** The most events of a market. */
    public static final int MAX = 10_000;

    private static final double GREATEST_RATIO = 1e6;

    /** One event. */
    public record Entry(
            @Described(
                    value =
                            "The first day, or moment, on which shares are traded without it, ISO-8601; a date is its midnight, UTC",
                    required = true)
            String exDate,

            @Described(value = "What happened", oneOf = "split, dividend", required = true)
            String kind,

            @Described(
                    value =
                            "Of a split how many shares each old one became; of a dividend the cash for a share, as it was paid",
                    required = true)
            Double value) {

        private void check(String field, List<Violation> violations) {
            if (Timestamps.parse(exDate).isEmpty()) {
                violations.add(new Violation(
                        field + ".ex_date", Timestamps.EXPECTED + " or 2024-01-31; was " + shown(exDate)));
            }
            if (whatHappened().isEmpty()) {
                violations.add(new Violation(field + ".kind", "must be split or dividend; was " + shown(kind)));
            }
            boolean split =
                    whatHappened().filter(CorporateEvent.Kind.SPLIT::equals).isPresent();
            if (value == null || !Double.isFinite(value) || value <= 0) {
                violations.add(new Violation(field + ".value", "must be a number above zero; was " + value));
            } else if (split && (value > GREATEST_RATIO || value < 1 / GREATEST_RATIO)) {
                violations.add(new Violation(
                        field + ".value",
                        "must be how many shares each old one became, from 1e-6 to 1e6; was " + value));
            }
        }

        private Optional<CorporateEvent.Kind> whatHappened() {
            return Arrays.stream(CorporateEvent.Kind.values())
                    .filter(one ->
                            kind != null && one.text().equals(kind.strip().toLowerCase(Locale.ROOT)))
                    .findFirst();
        }

        private CorporateEvent event() {
            return new CorporateEvent(
                    Timestamps.parse(exDate).orElseThrow().toInstant().toEpochMilli(),
                    whatHappened().orElseThrow(),
                    value);
        }

        private static String shown(String text) {
            return text == null
                    ? "absent"
                    : StorableText.printable(text.length() > 40 ? text.substring(0, 40) + "…" : text);
        }
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>(
                new IngestionRequest(exchange, symbol, "1d", null, null, null, null, null, null).violations());
        if (events.size() > MAX) {
            violations.add(new Violation("events", String.format(Locale.ROOT, "must be at most %,d", MAX)));
            return violations;
        }
        Set<List<Object>> seen = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            String field = "events[" + i + "]";
            Entry entry = events.get(i);
            int before = violations.size();
            if (entry == null) {
                violations.add(new Violation(field, "must be an object"));
            } else {
                entry.check(field, violations);
            }
            if (violations.size() == before
                    && !seen.add(List.of(entry.event().exTime(), entry.event().kind()))) {
                violations.add(new Violation(field, "is of a time and kind that was given before"));
            }
        }
        return violations;
    }

    /** The market's exchange in the spelling that is stored. */
    String market() {
        return exchange.strip().toLowerCase(Locale.ROOT);
    }

    /** The events; the body must be valid. */
    List<CorporateEvent> read() {
        return events.stream().map(Entry::event).toList();
    }
}
