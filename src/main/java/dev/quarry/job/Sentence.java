package dev.quarry.job;

/** Limits the length of jobs' messages, which may quote texts of any size. */
public final class Sentence {

    /** The most characters of an error or an event. */
    public static final int MAX = 10_000;

    private Sentence() {}

    /** The text, or as much of its beginning as is kept; null stays null. */
    public static String cut(String text) {
        if (text == null || text.length() <= MAX) {
            return text;
        }
        int end = MAX - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
