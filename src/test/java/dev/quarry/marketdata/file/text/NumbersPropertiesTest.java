package dev.quarry.marketdata.file.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class NumbersPropertiesTest {

    private static final Numbers NUMBERS = new Numbers(false);

    @Property(tries = 20_000)
    void a_decimal_number_is_the_double_that_java_reads(
            @ForAll @BigRange(min = "-99999999999999999999", max = "99999999999999999999") @Scale(12) BigDecimal number)
            throws BadLineException {
        same(number.toPlainString());
        same(number.stripTrailingZeros().toPlainString());
        same(number.toString());
    }

    @Property(tries = 20_000)
    void so_is_one_of_any_length(@ForAll long digits, @ForAll @IntRange(max = 30) int decimals)
            throws BadLineException {
        same(BigDecimal.valueOf(digits, decimals).toPlainString());
    }

    @Example
    void odd_ways_to_write_numbers_are_read_as_java_reads_them() throws BadLineException {
        for (String text : new String[] {
            "0",
            "-0",
            "0.0",
            "5.",
            ".5",
            "+1.5",
            "1e-3",
            "1E3",
            "9007199254740993",
            "0.1",
            "123456789012345678901234567890",
            "0.000000000000000000000001"
        }) {
            same(text);
        }
    }

    @Example
    void what_is_no_number_is_refused() {
        for (String text : new String[] {"+", "1.2.3", "Infinity", "0x1p3", "1f", "12 3", "1e", "--1"}) {
            assertThatThrownBy(() -> NUMBERS.read(text, "open"))
                    .as(text)
                    .isInstanceOf(BadLineException.class)
                    .hasMessage("the open \"" + text + "\" is not a number");
        }
    }

    private static void same(String text) throws BadLineException {
        assertThat(Double.doubleToRawLongBits(NUMBERS.read(text, "open")))
                .as(text)
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }
}
