package dev.quarry.strategy.language;

import dev.quarry.strategy.language.functions.Argument;
import dev.quarry.strategy.language.functions.Forms;
import dev.quarry.strategy.language.functions.Function;
import dev.quarry.strategy.language.functions.Functions;
import dev.quarry.strategy.language.functions.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Right expressions drawn from the grammar itself: every operator, every function, the parameters of {@link Definitions#with}. */
public final class RandomExpressions {

    private static final List<String> PRICES = List.of(
            "open", "high", "low", "close", "volume", "hl2", "hlc3", "ohlc4", "hour", "minute", "day_of_week", "close");

    private final Random random;
    private final List<String> timeframes;

    /**
     * @param timeframes what {@code on} may name, each a multiple of the one before and of the bars; none: there is no
     *     {@code on}
     */
    public RandomExpressions(Random random, List<String> timeframes) {
        this.random = random;
        this.timeframes = timeframes;
    }

    /** A whole definition in which expressions share series. */
    public Map<String, Object> definition(int depth) {
        Map<String, Object> json = Definitions.with(number(depth));
        @SuppressWarnings("unchecked")
        Map<String, Object> series = (Map<String, Object>) json.get("series");
        series.put("y", condition(depth));
        series.put("z", "if(y, x, " + number(depth) + ")");
        json.put("long", Map.of("enter", condition(depth) + " and y", "exit", exit(depth), "target", "z"));
        json.put("short", Map.of("enter", "z > " + number(depth)));
        return json;
    }

    public String number(int depth) {
        return number(depth, 0);
    }

    public String condition(int depth) {
        return condition(depth, 0);
    }

    private String exit(int depth) {
        return pick(
                        "open_profit_pct > 2",
                        "bars_held >= n",
                        "close < entry_price",
                        "high_since_entry - low_since_entry > f")
                + pick(" and ", " or ")
                + condition(depth);
    }

    private String number(int depth, int timeframe) {
        if (depth <= 0) {
            return switch (random.nextInt(5)) {
                case 0 -> pick("1", "0.5", "2", "100", "0", "1e2");
                case 1 -> pick("n", "k", "f");
                default -> PRICES.get(random.nextInt(PRICES.size()));
            };
        }
        return switch (random.nextInt(9)) {
            case 0, 1 ->
                within(number(depth - 1, timeframe))
                        + pick(" + ", " - ", "*", " / ")
                        + within(number(depth - 1, timeframe));
            case 2 -> "-" + within(number(depth - 1, timeframe));
            case 3 -> within(number(depth - 1, timeframe)) + "[" + pick("0", "1", "3", "k") + "]";
            case 4 -> call(Kind.NUMBER, depth, timeframe);
            default -> call(Kind.NUMBER, depth, timeframe);
        };
    }

    private String condition(int depth, int timeframe) {
        if (depth <= 0) {
            return pick(
                    "close > open",
                    "b",
                    "c == 'fast'",
                    "'slow' != c",
                    "true",
                    "false",
                    "close >= close[1]",
                    "hour < 12");
        }
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                within(condition(depth - 1, timeframe))
                        + pick(" and ", " or ")
                        + within(condition(depth - 1, timeframe));
            case 2 -> "not " + within(condition(depth - 1, timeframe));
            case 3 -> "(" + condition(depth - 1, timeframe) + ")[" + pick("0", "2", "k") + "]";
            case 4, 5 ->
                within(number(depth - 1, timeframe))
                        + pick(" < ", " <= ", ">", " >= ", " == ", "!=")
                        + within(number(depth - 1, timeframe));
            default -> call(Kind.CONDITION, depth, timeframe);
        };
    }

    private String call(Kind result, int depth, int timeframe) {
        List<Function> candidates = Functions.all().values().stream()
                .filter(f -> f.result() == result || f.result() == Kind.EITHER)
                .filter(f -> timeframe < timeframes.size() || !isOn(f))
                .toList();
        Function function = candidates.get(random.nextInt(candidates.size()));
        if (function.arguments().isEmpty()) {
            return function.name();
        }
        List<String> arguments = new ArrayList<>();
        int within = isOn(function) ? timeframe + 1 + random.nextInt(timeframes.size() - timeframe) : timeframe;
        for (Argument argument : function.arguments()) {
            arguments.add(argument(argument, result, depth - 1, within));
        }
        return function.name() + "(" + String.join(pick(", ", ","), arguments) + ")";
    }

    private static boolean isOn(Function function) {
        return function.name().equals(Forms.ON) || function.name().equals(Forms.ON_AT_LEAST);
    }

    private String argument(Argument argument, Kind result, int depth, int timeframe) {
        return switch (argument.kind()) {
            case NUMBER -> number(depth, timeframe);
            case CONDITION -> condition(depth, timeframe);
            case WINDOW -> pick("1", "2", "3", "5", "14", "n");
            case CONSTANT -> pick("0.02", "0.2", "2", "f", "1 / n", "f * 0.1");
            case TIMEFRAME -> "\"" + timeframes.get(timeframe - 1) + "\"";
            case EITHER -> result == Kind.NUMBER ? number(depth, timeframe) : condition(depth, timeframe);
        };
    }

    /** Without brackets it becomes another tree, which is as right. */
    private String within(String expression) {
        return random.nextBoolean() ? expression : "(" + expression + ")";
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
