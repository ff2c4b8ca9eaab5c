package dev.quarry.marketdata.file.text;

import java.util.List;

/** Splits a line into its fields. A field may be in double quotes; a quote inside it is doubled. */
public final class Fields {

    private static final int SHOWN = 40;

    private Fields() {}

    public static List<String> split(String line, char delimiter) throws BadLineException {
        SplitLine fields = new SplitLine(line);
        int start = 0;
        while (true) {
            int end;
            int opening = firstOf(line, start, delimiter);
            if (opening < line.length() && line.charAt(opening) == '"') {
                int quote = closing(line, opening + 1);
                end = firstOf(line, quote + 1, delimiter);
                if (quote == line.length() || (end < line.length() && line.charAt(end) != delimiter)) {
                    throw new BadLineException("has a quote where none can be");
                }
                fields.addText(
                        line.substring(opening + 1, quote).replace("\"\"", "\"").strip());
            } else {
                end = line.indexOf(delimiter, start);
                end = end < 0 ? line.length() : end;
                fields.add(start, end);
            }
            if (end >= line.length()) {
                return fields;
            }
            start = end + 1;
        }
    }

    /** The field as it is written, in quotes and shortened where it is long, for messages. */
    public static String quoted(String field) {
        return '"' + (field.length() <= SHOWN ? field : field.substring(0, SHOWN) + "…") + '"';
    }

    /** The place where the blanks from there on end. */
    private static int firstOf(String line, int from, char delimiter) {
        int at = from;
        while (at < line.length() && line.charAt(at) == ' ' && delimiter != ' ') {
            at++;
        }
        return at;
    }

    /** The place of the quote that ends a field; the line's length when there is none. */
    private static int closing(String line, int from) {
        int quote = line.indexOf('"', from);
        while (quote >= 0 && quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
            quote = line.indexOf('"', quote + 2);
        }
        return quote < 0 ? line.length() : quote;
    }
}
