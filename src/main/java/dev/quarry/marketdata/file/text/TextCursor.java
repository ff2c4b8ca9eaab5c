package dev.quarry.marketdata.file.text;

import java.util.Locale;

/** A position in the text of a time; it only moves forward unless it is put back. */
final class TextCursor {

    final String text;
    int at;

    TextCursor(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    String word() {
        int start = at;
        while (Character.isLetter(peek())) {
            at++;
        }
        return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    int number(int least, int most) throws BadLineException {
        int digits = Math.min(most, digitsAhead());
        if (digits < least) {
            throw unknown();
        }
        int value = Integer.parseInt(text, at, at + digits, 10);
        at += digits;
        return value;
    }

    int digitsAhead() {
        int end = at;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end - at;
    }

    void skip(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    void skipOne(String characters) throws BadLineException {
        if (at == text.length() || characters.indexOf(text.charAt(at)) < 0) {
            throw unknown();
        }
        at++;
    }

    char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    BadLineException unknown() {
        return new BadLineException("the time " + Fields.quoted(text) + " is in no spelling that is known here");
    }
}
