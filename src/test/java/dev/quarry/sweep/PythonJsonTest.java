package dev.quarry.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PythonJsonTest {

    @Property
    void a_float_reads_back_as_the_same_bits(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertThat(Double.doubleToRawLongBits(Double.parseDouble(PythonJson.number(value))))
                    .isEqualTo(bits);
        }
    }

    @Property
    void a_float_is_never_longer_than_javas_own_text(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value) && value != 0) {
            assertThat(digits(PythonJson.number(value))).isLessThanOrEqualTo(digits(Double.toString(value)));
        }
    }

    private static int digits(String number) {
        return new BigDecimal(number).stripTrailingZeros().precision();
    }

    @Example
    void floats_are_written_as_python_does() {
        Map.ofEntries(
                        Map.entry(2.0, "2.0"),
                        Map.entry(10000.0, "10000.0"),
                        Map.entry(0.0005, "0.0005"),
                        Map.entry(0.0001, "0.0001"),
                        Map.entry(0.00001, "1e-05"),
                        Map.entry(1.5e-7, "1.5e-07"),
                        Map.entry(1e15, "1000000000000000.0"),
                        Map.entry(1e16, "1e+16"),
                        Map.entry(123456789012345680.0, "1.2345678901234568e+17"),
                        Map.entry(1e22, "1e+22"),
                        Map.entry(1e23, "1e+23"),
                        Map.entry(2e-323, "2e-323"),
                        Map.entry(Double.MIN_VALUE, "5e-324"),
                        Map.entry(Double.MAX_VALUE, "1.7976931348623157e+308"),
                        Map.entry(0.1 + 0.2, "0.30000000000000004"),
                        Map.entry(Math.pow(2, -44), "5.684341886080802e-14"),
                        Map.entry(-0.0, "-0.0"),
                        Map.entry(-7.25, "-7.25"),
                        Map.entry(Double.NaN, "NaN"),
                        Map.entry(Double.NEGATIVE_INFINITY, "-Infinity"))
                .forEach((value, text) -> assertThat(PythonJson.number(value)).isEqualTo(text));
    }

    @Example
    void texts_are_escaped_as_python_does() {
        assertThat(PythonJson.text("a\"b\\c\n\t\r\b\f\u0001\u007f/é€😀"))
                .isEqualTo("\"a\\\"b\\\\c\\n\\t\\r\\b\\f\\u0001\\u007f/\\u00e9\\u20ac\\ud83d\\ude00\"");
    }

    @Example
    void whole_numbers_truth_and_null_keep_their_nature() {
        assertThat(PythonJson.text(70)).isEqualTo("70");
        assertThat(PythonJson.text(70L)).isEqualTo("70");
        assertThat(PythonJson.text(70.0)).isEqualTo("70.0");
        assertThat(PythonJson.text(new BigDecimal("2.50"))).isEqualTo("2.5");
        assertThat(PythonJson.text(true)).isEqualTo("true");
        assertThat(PythonJson.text(null)).isEqualTo("null");
        assertThatThrownBy(() -> PythonJson.text(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void a_hash_is_taken_over_names_in_order_and_tells_numbers_apart() {
        ParamsHash hash = ParamsHash.of(Map.of("cash", 10000.0, "bb_len", 20));
        assertThat(hash.hashedText()).isEqualTo("{\"bb_len\": 20, \"cash\": 10000.0}");
        assertThat(hash.value()).hasSize(16).matches("[0-9a-f]+");
        assertThat(ParamsHash.of(Map.of("cash", 10000, "bb_len", 20)).value()).isNotEqualTo(hash.value());
    }
}
