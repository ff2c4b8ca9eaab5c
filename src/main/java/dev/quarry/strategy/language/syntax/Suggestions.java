package dev.quarry.strategy.language.syntax;

import java.util.Collection;
import java.util.Locale;

/** The known word that somebody may have meant by an unknown one. */
public final class Suggestions {

    private Suggestions() {}

    /** The nearest word, by letters left out, put in, changed or exchanged; null where none is near. */
    public static String nearest(String word, Collection<String> known) {
        if (word.length() > Limits.NAME_CHARACTERS) {
            return null;
        }
        String requested = word.toLowerCase(Locale.ROOT);
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
        return best;
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
