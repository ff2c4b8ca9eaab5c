package dev.quarry.discovery;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.RunHash;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.MetricBound;
import dev.quarry.ledger.query.NamedRuns;
import dev.quarry.ledger.query.RequestedValue;
import dev.quarry.ledger.query.RunFilter;
import dev.quarry.ledger.query.RunQuery;
import dev.quarry.ledger.query.RunSort;
import dev.quarry.ledger.query.RunStream;
import dev.quarry.platform.http.FormatParameter;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.MarketFields;
import dev.quarry.sweep.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the query of {@code GET /v1/discovery/runs}, and names everything that is wrong with it. */
final class RunQueryReader {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX = 1000;
    private static final String PARAMETER = "param.";
    private static final Set<String> NAMES = Stream.concat(
                    MarketFields.ALL.stream(),
                    Stream.of(
                            StrategyCatalog.FIELD,
                            "job_id",
                            "winners",
                            "params_hash",
                            NamedRuns.VERDICT,
                            "sort",
                            "order",
                            "cursor",
                            "limit",
                            FormatParameter.NAME))
            .collect(Collectors.toUnmodifiableSet());

    /** Bounds by the name of their parameter; some have a shorter name as well, or only that. */
    private static final Map<String, MetricBound> BOUNDS = bounds();

    private final Map<String, List<String>> query;
    private final KnownStrategies strategies;
    private final AssessmentStore assessments;
    private final List<Violation> violations = new ArrayList<>();

    private RunQueryReader(Map<String, List<String>> query, KnownStrategies strategies, AssessmentStore assessments) {
        this.assessments = assessments;
        this.query = query;
        this.strategies = strategies;
    }

    /**
     * @param query values by name, as the server decoded them
     * @param strategies knows their parameters
     * @param assessments knows the runs of a verdict
     * @throws InvalidInputException naming every parameter that is wrong
     */
    static RunQuery read(Map<String, List<String>> query, KnownStrategies strategies, AssessmentStore assessments) {
        return new RunQueryReader(query, strategies, assessments).read();
    }

    /**
     * The same for a table of all runs that are meant, in no order unless one is named.
     *
     * @throws InvalidInputException naming every parameter that is wrong
     */
    static RunStream.Request readTable(
            Map<String, List<String>> query, KnownStrategies strategies, AssessmentStore assessments) {
        return new RunQueryReader(query, strategies, assessments).readTable();
    }

    private RunStream.Request readTable() {
        query.keySet().forEach(this::refuseUnknown);
        RunFilter filter = filter();
        RunSort sort = sort();
        if (text("cursor") != null) {
            violations.add(new Violation("cursor", "is of pages; a table has every run"));
        }
        Integer limit =
                checked(() -> QueryParameter.integer("limit", first("limit"), Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
        InvalidInputException.throwIfAny(violations);
        boolean ordered = first("sort") != null || first("order") != null;
        return new RunStream.Request(filter, ordered ? sort : null, limit);
    }

    private RunQuery read() {
        query.keySet().forEach(this::refuseUnknown);
        RunFilter filter = filter();
        RunSort sort = sort();
        String cursor = text("cursor");
        Integer limit = checked(() -> QueryParameter.integer("limit", first("limit"), DEFAULT_LIMIT, 1, MAX));
        InvalidInputException.throwIfAny(violations);
        return new RunQuery(filter, sort, cursor, limit);
    }

    private void refuseUnknown(String name) {
        if (name.startsWith(PARAMETER)) {
            boolean known = strategies
                    .find(meant())
                    .map(one -> StrategyParameters.names(one).contains(name.substring(PARAMETER.length())))
                    .orElse(true);
            if (!known) {
                violations.add(new Violation(name, "is not a known parameter"));
            }
        } else if (!NAMES.contains(name) && !BOUNDS.containsKey(name)) {
            violations.add(
                    new Violation(
                            name,
                            "is unknown; known are " + String.join(", ", new TreeSet<>(NAMES))
                                    + ", min_ and max_ with any metric, max_mark_to_market_drawdown, and param. with any parameter"));
        }
    }

    /** The strategy whose runs are meant: a discovery or a hash names it too. */
    private String meant() {
        String text = text(StrategyCatalog.FIELD);
        boolean named = query.containsKey("job_id") || query.containsKey(RunHash.NAME);
        return text == null && named ? MarketFilter.EVERY_STRATEGY : text;
    }

    private RunFilter filter() {
        String strategy = meant();
        String exchange = text(MarketFields.EXCHANGE);
        String symbol = text(MarketFields.SYMBOL);
        String timeframe = text(MarketFields.TIMEFRAME);
        String startTs = text(MarketFields.START);
        String endTs = text(MarketFields.END);
        List<Violation> wrong = MarketFilter.violations(strategy, exchange, symbol, timeframe, startTs, endTs);
        violations.addAll(wrong);
        if (wrong.isEmpty()) {
            strategies.fault(strategy).ifPresent(violations::add);
        }
        return new RunFilter(
                wrong.isEmpty()
                        ? MarketFilter.of(strategy, exchange, symbol, timeframe, startTs, endTs)
                        : MarketFilter.ANY,
                text("job_id") == null ? null : checked(() -> QueryParameter.id("job_id", first("job_id"))),
                winner(),
                boundsGiven(),
                values(),
                runs());
    }

    private NamedRuns runs() {
        NamedRuns judged = checked(() -> NamedRuns.judged(query.get(NamedRuns.VERDICT), assessments));
        List<String> texts = query.getOrDefault(RunHash.NAME, List.of()).stream()
                .filter(text -> !text.isBlank())
                .toList();
        NamedRuns named = checked(() -> NamedRuns.of(
                texts.stream().map(text -> RunHash.read(RunHash.NAME, text)).toArray(Long[]::new)));
        return texts.isEmpty() || named == null ? judged : named.and(judged);
    }

    private Boolean winner() {
        String text = text("winners");
        return text == null ? null : checked(() -> QueryParameter.flag("winners", text, false));
    }

    private List<MetricBound> boundsGiven() {
        List<MetricBound> given = new ArrayList<>();
        BOUNDS.forEach((name, bound) -> {
            Double value = number(name);
            if (value != null) {
                given.add(new MetricBound(bound.figure(), bound.least(), value));
            }
        });
        return given;
    }

    private Double number(String name) {
        String text = text(name);
        if (text == null || text.equals("Infinity") || text.equals("-Infinity")) {
            return text == null ? null : Double.valueOf(text);
        }
        return checked(() -> QueryParameter.number(name, text));
    }

    private Map<String, List<RequestedValue>> values() {
        Map<String, List<RequestedValue>> values = new TreeMap<>();
        query.forEach((name, given) -> {
            if (name.startsWith(PARAMETER)) {
                values.put(
                        name.substring(PARAMETER.length()),
                        given.stream().map(RequestedValue::new).toList());
            }
        });
        return values;
    }

    private RunSort sort() {
        String by = text("sort");
        RunSort sort = by == null ? RunSort.DEFAULT : RunSort.of(by).orElse(null);
        if (sort == null) {
            violations.add(new Violation("sort", "must be one of " + String.join(", ", RunSort.names())));
        }
        String order = text("order");
        if (order != null && !order.equals("asc") && !order.equals("desc")) {
            violations.add(new Violation("order", "must be asc or desc"));
        }
        return sort == null || order == null ? sort : new RunSort(sort.by(), order.equals("desc"));
    }

    private String first(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    private String text(String name) {
        if (query.containsKey(name) && query.get(name).size() > 1) {
            violations.add(new Violation(name, "must be given once"));
        }
        return checked(() -> QueryParameter.text(name, first(name)));
    }

    private <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidInputException e) {
            violations.addAll(e.violations());
            return null;
        }
    }

    private static Map<String, MetricBound> bounds() {
        Map<String, MetricBound> bounds = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            bounds.put("min_" + metric.text(), new MetricBound(metric.text(), true, 0));
            bounds.put("max_" + metric.text(), new MetricBound(metric.text(), false, 0));
        }
        bounds.put("max_drawdown", new MetricBound(Metric.MAX_DRAWDOWN.text(), false, 0));
        bounds.put(RunSort.MARK_TO_MARKET_DRAWDOWN, new MetricBound(RunSort.MARK_TO_MARKET_DRAWDOWN, false, 0));
        bounds.put("min_trades", new MetricBound(Metric.NUM_TRADES.text(), true, 0));
        return bounds;
    }
}
