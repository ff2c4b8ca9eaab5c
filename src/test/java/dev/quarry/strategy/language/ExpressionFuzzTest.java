package dev.quarry.strategy.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.strategy.language.syntax.Expression;
import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Faults;
import dev.quarry.strategy.language.syntax.Parser;
import dev.quarry.strategy.language.syntax.Step;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts that nobody should send, 3,000 of them, or as many as {@code -Pfuzz} says. */
class ExpressionFuzzTest {

    private static final int INPUTS = Integer.getInteger("quarry.fuzz.requests", 3_000);
    private static final long SEED = Long.getLong("quarry.fuzz.seed", 17);
    private static final String ALPHABET =
            "abcxyzn019._ \t\n()[],+-*/<>=!\"'&|^%$#@;:{}~?\\`×−≤“”сеο\u200B\u00A0\uFEFF😀\u0000\uD800é中";
    private static final List<String> WORDS = List.of(
            "and",
            "or",
            "not",
            "true",
            "if(",
            "ema(",
            "close",
            "n",
            "k",
            "c",
            "'fast'",
            "\"",
            "[1]",
            "[",
            "]",
            ")",
            "(",
            ",",
            "on(\"4h\",",
            "==",
            "<",
            "-",
            "1e",
            "1e400",
            ".5",
            "entry_price",
            "sma(close, 10001)",
            "x",
            "y",
            "\n");

    private final Random random = new Random(SEED);
    private final RandomExpressions expressions = new RandomExpressions(random, List.of("1h", "4h", "1d"));

    @Test
    void no_text_brings_another_exception_and_each_is_a_definition_or_faults_with_their_place() {
        for (int k = 0; k < INPUTS; k++) {
            String text = text();
            List<Fault> faults =
                    Definitions.faults(random.nextBoolean() ? Definitions.with(text) : Definitions.withExit(text));
            for (Fault fault : faults) {
                assertThat(fault.message()).as(text).isNotBlank();
                String[] lines = text.split("\n", -1);
                if (fault.field().equals("series.x")) {
                    assertThat(fault.line()).as(text).isBetween(1, lines.length);
                    String line = lines[fault.line() - 1];
                    assertThat(fault.column()).as(text).isBetween(1, line.codePointCount(0, line.length()) + 1);
                }
            }
        }
    }

    @Test
    void what_is_printed_reads_as_the_same_steps() {
        for (int k = 0; k < INPUTS; k++) {
            String text = random.nextBoolean() ? expressions.number(4) : expressions.condition(4);
            Faults faults = new Faults();
            Expression read =
                    Parser.parse("x", text, faults).orElseThrow(() -> new AssertionError(text + faults.all()));
            String printed = read.text();
            Expression again = Parser.parse("x", printed, faults).orElseThrow(() -> new AssertionError(printed));

            assertThat(again.steps().stream().map(ExpressionFuzzTest::said).toList())
                    .as(text)
                    .isEqualTo(
                            read.steps().stream().map(ExpressionFuzzTest::said).toList());
            assertThat(again.text()).isEqualTo(printed);
            assertThat(printed.length())
                    .isLessThanOrEqualTo(text.length() + 3 * read.steps().size());
        }
    }

    @Test
    void what_the_grammar_makes_is_right() {
        for (int k = 0; k < INPUTS / 10; k++) {
            Definitions.right(expressions.definition(3));
        }
    }

    private static String said(Step step) {
        return step.kind() + " " + step.text() + " " + step.operands();
    }

    private String text() {
        return switch (random.nextInt(4)) {
            case 0 -> soup();
            case 1 -> characters();
            default -> mutated(random.nextBoolean() ? expressions.number(3) : expressions.condition(3));
        };
    }

    private String soup() {
        StringBuilder text = new StringBuilder();
        for (int k = random.nextInt(60); k >= 0; k--) {
            text.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextInt(3) == 0 ? "" : " ");
        }
        return text.toString();
    }

    private String characters() {
        StringBuilder text = new StringBuilder();
        for (int k = random.nextInt(60); k >= 0; k--) {
            text.append(
                    random.nextInt(20) == 0
                            ? (char) random.nextInt(65_536)
                            : ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private String mutated(String right) {
        StringBuilder text = new StringBuilder(right);
        for (int k = random.nextInt(4); k >= 0 && !text.isEmpty(); k--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                default -> text.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return text.toString();
    }
}
