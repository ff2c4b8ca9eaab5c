package dev.quarry.strategy.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.strategy.language.syntax.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionFaultsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "close",
                "ema(close, n)[k]",
                "-close[1] * 2 + f",
                "not b or close > open and c == 'fast'",
                "'slow' != c",
                "if(b, close, open) / hl2",
                "if(close > open, true, b)",
                "on(\"4h\", sma(close, 3)) - on_at_least('1d', hlc3)",
                "change(close) + change(close, 2)",
                "tr + obv + vwap",
                "bb_upper(close, 20, f) + kc_lower(close, 20, 10, 1.5) + supertrend(10, f * 2) + psar(0.02, 0.2)",
                "ewm(close, 1 / n)",
                "count(close > open, n) + bars_since(b)",
                "hour * 60 + minute + day_of_week + day_of_month + month",
                "((((1))))",
                "- - 1",
                "close\n  >\n\topen",
                "1e3 + .5 + 5. + 1E-3"
            })
    void what_is_right_has_no_fault(String expression) {
        assertThat(Definitions.faults(Definitions.with(expression)))
                .as(expression)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "emaa(close, 3) > 1 | 1:1 | unknown function `emaa`; did you mean `ema`? | ema",
                "clsoe + 1 | 1:1 | unknown name `clsoe`; did you mean `close`? | close",
                "close > eman | 1:9 | unknown name `eman`; did you mean `ema`? | ema",
                "1 + qwertyuiop | 1:5 | unknown name `qwertyuiop` |",
                "ema + 1 | 1:1 | `ema` is a function and needs its arguments: ema(x, n) |",
                "tr(3) | 1:1 | `tr` is written without brackets; did you mean `tr`? | tr",
                "close(1) | 1:1 | `close` is no function; its value one bar ago is written `close[1]` |",
                "ema(close) | 1:1 | ema(x, n) takes 2 arguments, here is 1 |",
                "change(close, 1, 2) | 1:1 | change(x, n = 1) takes 1 or 2 arguments, here are 3 |",
                "ema(close, 0) | 1:12 | the n of ema(x, n) must be a whole number from 1 to 10000 |",
                "ema(close, 10001) | 1:12 | the n of ema(x, n) must be a whole number from 1 to 10000 |",
                "ema(close, 2.5) | 1:12 | the n of ema(x, n) must be a whole number from 1 to 10000 |",
                "ema(close, close) | 1:12 | the n of ema(x, n) must be a whole number or an integer parameter, and `close` is neither |",
                "ema(close, n + 1) | 1:12 | the n of ema(x, n) must be a whole number or an integer parameter, and `n + 1` is neither |",
                "ema(close, loose) | 1:12 | the n of ema(x, n) must be at least 1: give the parameter `loose` a minimum of 1 or more |",
                "ema(close, k) | 1:12 | the n of ema(x, n) must be at least 1: give the parameter `k` a minimum of 1 or more |",
                "ema(close, wide) | 1:12 | the n of ema(x, n) is at most 10000 bars: give the parameter `wide` a maximum of 10000 or less |",
                "close[-1] | 1:7 | [k] looks back, never ahead: k is 0 or more |",
                "close[f] | 1:7 | the k of x[k] must be a whole number or an integer parameter, and `f` is neither |",
                "close and b | 1:1 | `and` needs a condition and this is a number: a comparison such as `a > 0` makes a condition of it |",
                "1 + (close > open) | 1:6 | `+` needs a number and this is a condition: conditions are joined by and, or, not; if(c, 1, 0) makes a number of one |",
                "b == true | 1:1 | `==` needs a number and this is a condition: conditions are joined by and, or, not; if(c, 1, 0) makes a number of one |",
                "c == 'fsat' | 1:6 | `c` is never \"fsat\": its choices are fast, slow, off; did you mean `\"fast\"`? | \"fast\"",
                "c > 'fast' | 1:1 | `>` needs a number and this is a text: a text can only be compared with a choice by == or != |",
                "'fast' == 'fast' | 1:1 | a text can only be compared with a choice: `choice == \"text\"` |",
                "c | 1:1 | a text can only be compared with a choice, or name the timeframe in on(…) |",
                "if(b, 1, b) | 1:10 | both branches of if(c, a, b) must be of one kind: the first is a number, this is a condition |",
                "psar(close, 1) | 1:6 | the step of psar(step, max) must be the same at each bar: numbers and parameters only |",
                "on(close, 1) | 1:4 | the timeframe of on(timeframe, x) must be a text such as \"4h\" |",
                "on('4g', close) | 1:4 | a timeframe must be one of 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 12h, 1d, 3d, 1w; did you mean `\"4h\"`? | \"4h\"",
                "on('4h', on('1h', close)) | 1:13 | \"1h\" can't be made of bars of 4h: it must be a longer multiple of them |",
                "entry_price | 1:1 | `entry_price` is known while a position is open: it may stand in `exit` only |",
                "a < b < 3 | 1:7 | comparisons do not chain: write `a < b and b < c` |",
                "close > not b | 1:9 | `not` holds looser than what stands before it: put `not …` in brackets |",
                "close close | 1:7 | an operator is missing before `close` |",
                "(close | 1:1 | `(` is never closed: `)` is missing |",
                "close) | 1:6 | `)` closes nothing that was opened |",
                "close + | 1:8 | the expression ends where a value is missing |",
                "* 2 | 1:1 | a value is missing before `*` |",
                "ema(close, ) | 1:12 | a value is missing before `)` |",
                "() | 1:2 | an expression is missing between the brackets |",
                "20d | 1:1 | `20d` is neither a number nor a name: a name begins with a letter |",
                "1e999 | 1:1 | `1e999` is beyond the numbers there are, which end at 1.8e308 |",
                "c == 'fast | 1:6 | this text has no end: ' is missing |",
                "close = 1 | 1:7 | `=` is not of this language; did you mean `==`? | ==",
                "b && b | 1:3 | `&&` is not of this language; did you mean `and`? | and",
                "!b | 1:1 | `!` is not of this language; did you mean `not`? | not",
                "close ^ 2 | 1:7 | `^` (U+005E CIRCUMFLEX ACCENT) is not of this language: a power is written `x * x`, or `exp(n * log(x))` |",
                "close × 2 | 1:7 | `×` (U+00D7 MULTIPLICATION SIGN) is not of this language; did you mean `*`? | *",
                "сlose + 1 | 1:1 | `сlose` has `с` (U+0441 CYRILLIC SMALL LETTER ES) in it; words are of the letters a to z, digits and `_`; did you mean `close`? | close",
                "ｃlose + 1 | 1:1 | `ｃlose` has `ｃ` (U+FF43 FULLWIDTH LATIN SMALL LETTER C) in it; words are of the letters a to z, digits and `_`; did you mean `close`? | close",
                "c == “fast” | 1:6 | `“` (U+201C LEFT DOUBLE QUOTATION MARK) is not of this language; did you mean `\"`? | \"",
                "clo\u200Bse | 1:4 | the character U+200B ZERO WIDTH SPACE is not of this language |",
                "close\u00A0+ 1 | 1:6 | the character U+00A0 NO-BREAK SPACE is not of this language |",
                "close 😀 + | 1:7 | `😀` (U+1F600 GRINNING FACE) is not of this language |"
            })
    void a_fault_says_where_what_and_what_instead(String expression, String place, String message, String suggestion) {
        List<Fault> faults = Definitions.faults(Definitions.with(expression.strip()));

        assertThat(faults).as(expression).isNotEmpty();
        Fault fault = faults.get(0);
        assertThat(fault.field()).isEqualTo("series.x");
        assertThat(fault.line() + ":" + fault.column() + " " + fault.message()).isEqualTo(place + " " + message);
        assertThat(fault.suggestion()).isEqualTo(suggestion);
    }

    @Test
    void lines_and_columns_count_code_points_from_1() {
        Fault fault = Definitions.faults(Definitions.with("c == '😀' or\n  clsoe > 1"))
                .get(1);

        assertThat(fault.line()).isEqualTo(2);
        assertThat(fault.column()).isEqualTo(3);
        Fault behind =
                Definitions.faults(Definitions.with("c == '😀' or clsoe > 1")).get(1);
        assertThat(behind.column()).isEqualTo(13);
        assertThat(behind.text()).isEqualTo("clsoe");
    }

    @Test
    void several_faults_of_one_expression_are_told_at_once() {
        List<Fault> faults = Definitions.faults(Definitions.with("emaa(clsoe, 0) > hihgest(high, n) and b + 1 > 0"));

        assertThat(faults).extracting(Fault::text).containsExactly("clsoe", "emaa", "hihgest", "b");
    }

    @Test
    void what_follows_from_a_fault_is_not_told_again() {
        assertThat(Definitions.faults(Definitions.with("not (ema(clsoe, 3) + 1 > sma(x2, 2)[1])")))
                .extracting(Fault::text)
                .containsExactly("clsoe", "x2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open_profit_pct > 5 or bars_held >= n",
                "close < entry_price * 0.95",
                "if(close > high_since_entry, true, abs(low_since_entry - entry_price) > 1)",
                "max(entry_price, sma(close, 3)) > close"
            })
    void an_exit_may_ask_about_the_position(String exit) {
        assertThat(Definitions.faults(Definitions.withExit(exit))).as(exit).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ema(entry_price, 3) > close | ema(x, n)",
                "(open_profit_pct + 1)[1] > 0 | [k]",
                "on('4h', bars_held) > 1 | on(…)",
                "crosses_above(close, entry_price) | crosses_above(a, b)",
                "any(close > entry_price, 3) | any(c, n)",
                "bars_since(bars_held > 3) > 1 | bars_since(c)"
            })
    void a_value_of_the_position_has_no_past(String exit, String where) {
        List<Fault> faults = Definitions.faults(Definitions.withExit(exit));

        assertThat(faults).singleElement().satisfies(fault -> assertThat(fault.message())
                .endsWith("depends on the open position, which has no past: it can't stand in " + where));
    }
}
