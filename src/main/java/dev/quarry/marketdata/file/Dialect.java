package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.text.BadLineException;
import dev.quarry.marketdata.file.text.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the delimiter of a text table by its first lines. */
final class Dialect {

    /**
     * The possible delimiters. The comma comes last: where another one separates five fields or more, commas are
     * decimal separators.
     */
    private static final char[] DELIMITERS = {'\t', ';', '|', ','};

    private static final int FIELDS_OF_A_BAR = 5;

    private Dialect() {}

    static char delimiter(List<String> lines) {
        for (String line : lines) {
            String word = line.strip().replace("\"", "");
            if (word.toLowerCase(Locale.ROOT).startsWith("sep=") && word.length() == 5) {
                return word.charAt(4);
            }
        }
        char best = ',';
        int most = 1;
        for (char delimiter : DELIMITERS) {
            int fields = typicalFields(lines, delimiter);
            if (fields >= FIELDS_OF_A_BAR) {
                return delimiter;
            }
            if (fields > most) {
                best = delimiter;
                most = fields;
            }
        }
        return best;
    }

    /** How many fields most of the lines have; of two equally frequent numbers the greater. */
    private static int typicalFields(List<String> lines, char delimiter) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (String line : lines) {
            try {
                counts.merge(Fields.split(line, delimiter).size(), 1, Integer::sum);
            } catch (BadLineException e) {
                // counts for none
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(1);
    }
}
