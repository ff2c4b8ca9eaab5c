package dev.quarry.marketdata.file.text;

import java.util.List;
import java.util.Optional;

/** The English names of months and weekdays, in full or abbreviated to three letters or more, in lower case. */
final class CalendarWords {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private CalendarWords() {}

    /** The number of a month, 1 to 12; empty when the word is not a month. */
    static Optional<Integer> month(String word) {
        int month = word.length() < 3 ? -1 : MONTHS.indexOf(word.substring(0, 3));
        return month < 0 ? Optional.empty() : Optional.of(month + 1);
    }

    static boolean isWeekday(String word) {
        return word.length() >= 3 && WEEKDAYS.contains(word.substring(0, 3));
    }
}
