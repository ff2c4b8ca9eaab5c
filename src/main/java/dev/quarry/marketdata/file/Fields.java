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

    static double number(String field, String name) throws BadLineException {
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
