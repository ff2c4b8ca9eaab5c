package dev.quarry.operations.alerts;

import dev.quarry.operations.alerts.Series.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of PromQL that our rules use, read from left to right by precedence ({@code and}, comparisons, {@code * /}): sums
 * and maxima by labels, rates and increases, quantiles of histograms. What it does not know it refuses. A rate is told
 * without Prometheus' extrapolation to the ends of its range.
 */
final class Expression {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:([a-z_]+(?:\\{[^}]*})?)(\\[(\\d+)([smh])])?|(\\d+(?:\\.\\d+)?)|(>=|<=|==|!=|[><*/(),]))");

    private final Series series;
    private final double seconds;
    private final List<Matcher> tokens = new ArrayList<>();
    private int next;

    private Expression(String text, Series series, double seconds) {
        this.series = series;
        this.seconds = seconds;
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (end < text.stripTrailing().length()) {
            if (!token.find(end) || token.start() != end) {
                throw new IllegalArgumentException("cannot read: " + text.substring(end));
            }
            end = token.end();
            Matcher kept = TOKEN.matcher(token.group());
            kept.matches();
            tokens.add(kept);
        }
    }

    /** What the expression gives at that time, by labels. A number alone has none. */
    static Map<Map<String, String>, Double> evaluate(String text, Series series, double seconds) {
        Expression expression = new Expression(text, series, seconds);
        Map<Map<String, String>, Double> value = expression.conjunction();
        if (expression.next < expression.tokens.size()) {
            throw new IllegalArgumentException("more than was understood: " + text);
        }
        return value;
    }

    private Map<Map<String, String>, Double> conjunction() {
        Map<Map<String, String>, Double> left = comparison();
        while (take("and")) {
            Set<String> on = take("on") ? labels() : null;
            Map<Map<String, String>, Double> right = comparison();
            Map<Map<String, String>, Double> both = new LinkedHashMap<>();
            left.forEach((labels, value) -> {
                if (right.keySet().stream().anyMatch(other -> key(other, on).equals(key(labels, on)))) {
                    both.put(labels, value);
                }
            });
            left = both;
        }
        return left;
    }

    private Map<Map<String, String>, Double> comparison() {
        Map<Map<String, String>, Double> left = product();
        for (String operator : List.of(">=", "<=", "==", "!=", ">", "<")) {
            if (take(operator)) {
                double bound = product().get(Map.of());
                left.values().removeIf(value -> !holds(value, operator, bound));
                return left;
            }
        }
        return left;
    }

    private static boolean holds(double value, String operator, double bound) {
        return switch (operator) {
            case ">=" -> value >= bound;
            case "<=" -> value <= bound;
            case "==" -> value == bound;
            case "!=" -> value != bound;
            case ">" -> value > bound;
            default -> value < bound;
        };
    }

    private Map<Map<String, String>, Double> product() {
        Map<Map<String, String>, Double> left = operand();
        while (true) {
            if (take("*")) {
                left = combine(left, operand(), (a, b) -> a * b);
            } else if (take("/")) {
                left = combine(left, operand(), (a, b) -> a / b);
            } else {
                return left;
            }
        }
    }

    private static Map<Map<String, String>, Double> combine(
            Map<Map<String, String>, Double> left,
            Map<Map<String, String>, Double> right,
            DoubleBinaryOperator operator) {
        Map<Map<String, String>, Double> result = new LinkedHashMap<>();
        boolean scalar = right.size() == 1 && right.containsKey(Map.<String, String>of());
        left.forEach((labels, value) -> right.forEach((other, by) -> {
            if (scalar || key(labels, null).equals(key(other, null))) {
                result.put(key(labels, null), operator.applyAsDouble(value, by));
            }
        }));
        return result;
    }

    private Map<Map<String, String>, Double> operand() {
        Matcher token = tokens.get(next++);
        if (token.group(5) != null) {
            Map<Map<String, String>, Double> number = new LinkedHashMap<>();
            number.put(Map.of(), Double.parseDouble(token.group(5)));
            return number;
        }
        if ("(".equals(token.group(6))) {
            Map<Map<String, String>, Double> inner = conjunction();
            expect(")");
            return inner;
        }
        String word = token.group(1);
        switch (word) {
            case "sum":
                return aggregate(Double::sum);
            case "max":
                return aggregate(Math::max);
            case "rate", "increase":
                return change(word.equals("rate"));
            case "histogram_quantile":
                return quantile();
            default:
                return series.at(Selector.of(word), seconds);
        }
    }

    private Map<Map<String, String>, Double> aggregate(BinaryOperator<Double> how) {
        Set<String> by = take("by") ? labels() : Set.of();
        expect("(");
        Map<Map<String, String>, Double> inner = conjunction();
        expect(")");
        Map<Map<String, String>, Double> result = new LinkedHashMap<>();
        inner.forEach((labels, value) -> result.merge(key(labels, by), value, how));
        return result;
    }

    private Map<Map<String, String>, Double> change(boolean rate) {
        expect("(");
        Matcher token = tokens.get(next++);
        expect(")");
        double range = Double.parseDouble(token.group(3))
                * Map.of("s", 1, "m", 60, "h", 3600).get(token.group(4));
        Map<Map<String, String>, Double> result = new LinkedHashMap<>();
        series.range(Selector.of(token.group(1)), seconds, range).forEach((labels, samples) -> {
            if (samples.size() > 1) {
                double grown = 0;
                for (int i = 1; i < samples.size(); i++) {
                    double before = samples.get(i - 1).value();
                    double now = samples.get(i).value();
                    grown += now < before ? now : now - before;
                }
                Sample first = samples.get(0);
                double time = samples.get(samples.size() - 1).seconds() - first.seconds();
                result.put(key(labels, null), rate ? grown / time : grown);
            }
        });
        return result;
    }

    private Map<Map<String, String>, Double> quantile() {
        expect("(");
        double q = conjunction().get(Map.of());
        expect(",");
        Map<Map<String, String>, TreeMap<Double, Double>> histograms = new LinkedHashMap<>();
        conjunction().forEach((labels, count) -> {
            Map<String, String> others = new TreeMap<>(labels);
            String le = others.remove("le");
            histograms
                    .computeIfAbsent(others, key -> new TreeMap<>())
                    .put(le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le), count);
        });
        expect(")");
        Map<Map<String, String>, Double> result = new LinkedHashMap<>();
        histograms.forEach((labels, buckets) -> {
            double rank = q * buckets.lastEntry().getValue();
            double bound = buckets.entrySet().stream()
                    .filter(bucket -> bucket.getValue() >= rank && rank > 0)
                    .map(Map.Entry::getKey)
                    .min(Comparator.naturalOrder())
                    .orElse(Double.NaN);
            if (Double.isInfinite(bound)) {
                bound = buckets.lowerKey(bound);
            } else if (!Double.isNaN(bound)) {
                Map.Entry<Double, Double> below = buckets.lowerEntry(bound);
                double from = below == null ? 0 : below.getKey();
                double before = below == null ? 0 : below.getValue();
                bound = from + (bound - from) * (rank - before) / (buckets.get(bound) - before);
            }
            result.put(labels, bound);
        });
        return result;
    }

    /** The labels that count for matching: all but the name, or only some. */
    private static Map<String, String> key(Map<String, String> labels, Set<String> only) {
        Map<String, String> key = new TreeMap<>(labels);
        key.remove(Selector.NAME);
        if (only != null) {
            key.keySet().retainAll(only);
        }
        return key;
    }

    private Set<String> labels() {
        expect("(");
        Set<String> labels = new java.util.TreeSet<>();
        do {
            labels.add(tokens.get(next++).group(1));
        } while (take(","));
        expect(")");
        return labels;
    }

    private boolean take(String text) {
        if (next < tokens.size() && tokens.get(next).group().strip().equals(text)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String text) {
        if (!take(text)) {
            throw new IllegalArgumentException("expected " + text + " at token " + next);
        }
    }
}
