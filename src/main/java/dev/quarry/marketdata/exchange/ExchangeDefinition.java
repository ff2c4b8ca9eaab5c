package dev.quarry.marketdata.exchange;

import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Timeframe;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JSON endpoint of candles, as a file describes it.
 *
 * @param url the address with its variables, see {@link #VARIABLES}; the host has none
 * @param timeframes the exchange's name for each timeframe that it offers itself, by the codes of {@link Timeframe}
 * @param pageBars how many bars an answer has at most
 * @param answer what an answer covers: {@code range} the requested bars; {@code from_first} a number of bars from the
 *     first existing one on; {@code newest} the latest ones only
 * @param rows the path to the list of candles in an answer, names with dots between them; null: the answer is the list
 * @param columns where the values of a candle are, by name or by index
 * @param timeUnit {@code ms} or {@code s}
 * @param requestsPerSecond the most requests of the cluster per second
 * @param burst how many requests may be made at once after a pause; null: those of one second
 * @param depth how many of its latest bars it offers; null: all
 * @param limits why some bars are not available: the end of a sentence
 * @param assets the exchange's own names of assets
 * @param refusals how an answer reports an error
 * @param allowHttp whether the address may be without TLS
 */
public record ExchangeDefinition(
        @NotBlank(message = "is required") String url,
        @NotEmpty(message = "is required") Map<String, String> timeframes,

        @NotNull(message = "is required") @Min(value = 1, message = "must be at least 1") @Max(value = 100_000, message = "must be at most 100000") Integer pageBars,

        @NotNull(message = "is required") String answer,
        String rows,
        @NotNull(message = "is required") Columns columns,
        @NotNull(message = "is required") String timeUnit,

        @NotNull(message = "is required") @DecimalMin(value = "0.001", message = "must be at least 0.001") @DecimalMax(value = "1000", message = "must be at most 1000") Double requestsPerSecond,

        @Min(value = 1, message = "must be at least 1") Integer burst,
        @Min(value = 1, message = "must be at least 1") Integer depth,
        String limits,
        Map<String, String> assets,
        Refusals refusals,
        Boolean allowHttp)
        implements Checked {

    /** The variables that an address may contain between braces. */
    public static final Set<String> VARIABLES = Set.of(
            "base",
            "quote",
            "BASE",
            "QUOTE",
            "timeframe",
            "bars",
            "from_s",
            "from_ms",
            "last_s",
            "last_ms",
            "to_s",
            "to_ms");

    static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");

    private static final Pattern ADDRESS = Pattern.compile("(https?)://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[^\\s#]*)?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,20}");
    private static final List<String> ANSWERS = List.of("range", "from_first", "newest");
    private static final List<String> UNITS = List.of("ms", "s");

    /** Where the values of a candle are: names, or indexes from 0, with dots between them. */
    public record Columns(
            @NotBlank(message = "is required") String time,
            @NotBlank(message = "is required") String open,
            @NotBlank(message = "is required") String high,
            @NotBlank(message = "is required") String low,
            @NotBlank(message = "is required") String close,
            @NotBlank(message = "is required") String volume) {}

    /**
     * How an answer reports an error.
     *
     * @param code the path to a code; an answer without a code, or with one of {@code ok}, is not an error
     * @param ok codes of success
     * @param limited codes that request a pause
     * @param temporary codes of temporary faults
     * @param message the path to the reason in words
     * @param limitedStatus HTTP statuses that request a pause, in addition to 418 and 429
     */
    public record Refusals(
            String code,
            List<String> ok,
            List<String> limited,
            List<String> temporary,
            String message,
            List<Integer> limitedStatus) {

        static final Refusals NONE = new Refusals(null, null, null, null, null, null);

        public Refusals {
            ok = ok == null ? List.of() : ok;
            limited = limited == null ? List.of() : limited;
            temporary = temporary == null ? List.of() : temporary;
            limitedStatus = limitedStatus == null ? List.of() : limitedStatus;
        }
    }

    public ExchangeDefinition {
        assets = assets == null ? Map.of() : assets;
        refusals = refusals == null ? Refusals.NONE : refusals;
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        checkUrl(violations);
        timeframes.forEach((code, word) -> {
            if (Timeframe.of(code)
                    .filter(t -> t.millis() <= Timeframe.D1.millis())
                    .isEmpty()) {
                violations.add(
                        new Violation("timeframes." + code, "must be a timeframe of a day at most, such as 1m or 1h"));
            }
            if (word == null || !NAME.matcher(word).matches()) {
                violations.add(new Violation(
                        "timeframes." + code, "must be the exchange's word for it: 1 to 20 letters, digits, . _ or -"));
            }
        });
        oneOf("answer", answer, ANSWERS, violations);
        oneOf("time_unit", timeUnit, UNITS, violations);
        assets.forEach((ours, theirs) -> {
            if (theirs == null || !NAME.matcher(theirs).matches()) {
                violations.add(new Violation(
                        "assets." + ours, "must be the exchange's name of it: 1 to 20 letters, digits, . _ or -"));
            }
        });
        return violations;
    }

    private void checkUrl(List<Violation> violations) {
        String plain = VARIABLE.matcher(url).replaceAll("x");
        if (!ADDRESS.matcher(plain).matches() || origin().contains("{")) {
            violations.add(new Violation(
                    "url",
                    "must be an address like https://host/path?symbol={BASE}{QUOTE}, without a variable in the host; was "
                            + url));
        } else if (url.startsWith("http:") && !Boolean.TRUE.equals(allowHttp)) {
            violations.add(new Violation("url", "must begin with https://, unless allow_http is true"));
        }
        VARIABLE.matcher(url)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !VARIABLES.contains(name))
                .forEach(name -> violations.add(new Violation(
                        "url",
                        "has the variable {" + name + "}; known are {"
                                + String.join(
                                        "}, {", VARIABLES.stream().sorted().toList()) + "}")));
    }

    private static void oneOf(String field, String value, List<String> allowed, List<Violation> violations) {
        if (!allowed.contains(value)) {
            violations.add(new Violation(field, "must be one of " + String.join(", ", allowed) + "; was " + value));
        }
    }

    /** Scheme, host and port of the address. */
    public String origin() {
        int path = url.indexOf('/', url.indexOf("//") + 2);
        return path < 0 ? url : url.substring(0, path);
    }

    /** The rest of the address for a query, with its variables filled in. */
    public String request(CandleQuery query) {
        Map<String, String> values = Map.ofEntries(
                Map.entry("BASE", asset(query.market().base())),
                Map.entry("QUOTE", asset(query.market().quote())),
                Map.entry("base", asset(query.market().base()).toLowerCase(Locale.ROOT)),
                Map.entry("quote", asset(query.market().quote()).toLowerCase(Locale.ROOT)),
                Map.entry("timeframe", words().get(query.timeframe())),
                Map.entry("bars", Integer.toString(Math.min(pageBars, query.bars()))),
                Map.entry("from_s", Long.toString(query.from() / 1000)),
                Map.entry("from_ms", Long.toString(query.from())),
                Map.entry("last_s", Long.toString(query.last() / 1000)),
                Map.entry("last_ms", Long.toString(query.last())),
                Map.entry("to_s", Long.toString(query.to() / 1000)),
                Map.entry("to_ms", Long.toString(query.to())));
        return VARIABLE.matcher(url.substring(origin().length())).replaceAll(found -> values.get(found.group(1)));
    }

    private String asset(String name) {
        return assets.getOrDefault(name, name);
    }

    /** The exchange's name for each of its timeframes. */
    public Map<Timeframe, String> words() {
        Map<Timeframe, String> words = new EnumMap<>(Timeframe.class);
        timeframes.forEach((code, word) -> words.put(Timeframe.of(code).orElseThrow(), word));
        return words;
    }

    /** How often it may be called. */
    public RequestRate rate() {
        return new RequestRate(
                requestsPerSecond, burst == null ? Math.max(1, (int) Math.floor(requestsPerSecond)) : burst);
    }

    /** The part of a query that is requested at once: all bars where the exchange limits them itself. */
    public CandleQuery cut(CandleQuery query) {
        return answer.equals("range") ? query.first(pageBars) : query;
    }

    /** The page of an answer, with the time that its candles cover. */
    public CandlePage page(CandleQuery query, List<Candle> candles) {
        boolean full = candles.size() >= pageBars;
        if (answer.equals("newest") && full) {
            return CandlePage.sinceItsFirst(query, candles);
        }
        if (answer.equals("from_first") && full) {
            long last = candles.stream().mapToLong(Candle::openTime).max().orElseThrow();
            return new CandlePage(
                    candles,
                    query.from(),
                    Math.min(query.to(), last + query.timeframe().millis()));
        }
        return CandlePage.whole(query, candles);
    }
}
