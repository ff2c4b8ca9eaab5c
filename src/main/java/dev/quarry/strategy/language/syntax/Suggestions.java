package dev.quarry.strategy.language.syntax;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The known word that somebody may have meant by an unknown one. */
public final class Suggestions {

    /** What other languages call it. */
    private static final Map<String, String> ELSEWHERE =
            Map.of("crossover", "crosses_above", "crossunder", "crosses_below");

    private Suggestions() {}

    /** The nearest word, by letters left out, put in, changed or exchanged; null where none is near. */
    public static String nearest(String word, Collection<String> known) {
        if (word.length() > Limits.NAME_CHARACTERS) {
            return null;
        }
        String requested = word.toLowerCase(Locale.ROOT);
        String elsewhere = ELSEWHERE.get(requested);
        if (elsewhere != null && known.contains(elsewhere)) {
            return elsewhere;
        }
        int most = Math.max(1, Math.min(3, requested.length() / 3));
        String best = null;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - requested.length()) <= most) {
                int distance = distance(requested, candidate.toLowerCase(Locale.ROOT));
                if (distance <= most) {
                    best = candidate;
                    most = distance - 1;
                }
            }
        }
        return best == null ? begun(requested, known) : best;
    }

    /** What alone begins with a short word, as minimum does with min. */
    private static String begun(String requested, Collection<String> known) {
        List<String> longer = known.stream()
                .filter(candidate -> requested.length() >= 3
                        && candidate.toLowerCase(Locale.ROOT).startsWith(requested))
                .limit(2)
                .toList();
        return longer.size() == 1 ? longer.get(0) : null;
    }

    /** Optimal string alignment (Damerau 1964). */
    private static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int change = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(change, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[a.length()][b.length()];
    }
}
