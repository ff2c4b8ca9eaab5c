package dev.quarry.marketdata.file;

import java.util.ArrayList;
import java.util.List;

/** Splits a line into its fields. A field may stand in double quotes; quotes inside quotes are refused. */
final class Fields {

    private Fields() {}

    static List<String> split(String line, char delimiter) throws BadLineException {
        List<String> fields = new ArrayList<>(12);
        int start = 0;
        while (true) {
            int end;
            if (start < line.length() && line.charAt(start) == '"') {
                int quote = line.indexOf('"', start + 1);
                end = quote + 1;
                if (quote < 0 || (end < line.length() && line.charAt(end) != delimiter)) {
                    throw new BadLineException("has a quote where none can be");
                }
                fields.add(line.substring(start + 1, quote).strip());
            } else {
                end = line.indexOf(delimiter, start);
                end = end < 0 ? line.length() : end;
                fields.add(line.substring(start, end).strip());
            }
            if (end == line.length()) {
                return fields;
            }
            start = end + 1;
        }
    }

    /** Up to here every whole number is a double, and so is each of these powers of ten: their quotient is rounded once. */
    private static final long EXACT = 1L << 53;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** The double next to the decimal number, as {@link Double#parseDouble} has it; refuses its words and hexadecimals. */
    static double number(String field, String name) throws BadLineException {
        long digits = 0;
        int decimals = -1;
        boolean any = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + c - '0';
                any = true;
                decimals += decimals >= 0 ? 1 : 0;
            } else if (c == '.' && decimals < 0) {
                decimals = 0;
            } else {
                return anyNumber(field, name);
            }
            if (digits >= EXACT || decimals >= POWERS_OF_TEN.length) {
                return anyNumber(field, name);
            }
        }
        return any ? digits / POWERS_OF_TEN[Math.max(0, decimals)] : anyNumber(field, name);
    }

    private static double anyNumber(String field, String name) throws BadLineException {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            boolean usual = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!usual) {
                throw new BadLineException("the " + name + " is not a number");
            }
        }
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException e) {
            throw new BadLineException("the " + name + " is not a number");
        }
    }
}
