package dev.quarry.strategy.language.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parts a text into words. What only looks like the language is reported, and read as what it looks like, so that reading can go on. */
final class Lexer {

    /** More than these in one text, and it is no expression. */
    private static final int MAX_FAULTS = 20;

    private static final String SINGLE = "+-*/<>()[],";
    private static final Map<String, String> OTHER_LANGUAGES = Map.of(
            "&&", "and", "||", "or", "<>", "!=", "&", "and", "|", "or", "!", "not", "=", "==", "=>", ">=", "=<", "<=");

    private final String field;
    private final String source;
    private final Faults faults;
    private final List<Token> tokens = new ArrayList<>();
    private final int faultsBefore;
    private boolean readable = true;
    private int at;

    Lexer(String field, String source, Faults faults) {
        this.field = field;
        this.source = source;
        this.faults = faults;
        this.faultsBefore = faults.size();
    }

    /** The words, an end mark last; null where some of it can't be read as anything. */
    List<Token> tokens() {
        while (at < source.length() && faults.size() - faultsBefore < MAX_FAULTS && !faults.isFull()) {
            int character = source.codePointAt(at);
            if (character == ' ' || character == '\t' || character == '\n' || character == '\r') {
                at++;
            } else if (isDigit(character)
                    || character == '.' && at + 1 < source.length() && isDigit(source.charAt(at + 1))) {
                number();
            } else if (isWordPart(character)) {
                word();
            } else if (character == '"' || character == '\'') {
                text(character);
            } else {
                symbol(character);
            }
        }
        tokens.add(new Token(Token.Kind.END, "", source.length(), source.length()));
        return readable && at >= source.length() ? tokens : null;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    /** Letters of any script, so that a word with a foreign one in it is reported as one word. */
    private static boolean isWordPart(int character) {
        return character == '_'
                || Character.isLetterOrDigit(character)
                || Character.getType(character) == Character.NON_SPACING_MARK;
    }

    private void number() {
        int from = at;
        digits();
        if (at < source.length() && source.charAt(at) == '.') {
            at++;
            digits();
        }
        int mantissa = at;
        if (at < source.length() && (source.charAt(at) | 0x20) == 'e') {
            at++;
            if (at < source.length() && (source.charAt(at) == '+' || source.charAt(at) == '-')) {
                at++;
            }
            int exponent = at;
            digits();
            at = at == exponent ? mantissa : at;
        }
        if (at < source.length() && isWordPart(source.codePointAt(at))) {
            while (at < source.length() && isWordPart(source.codePointAt(at))) {
                at += Character.charCount(source.codePointAt(at));
            }
            unreadable(
                    from, at, "`" + quoted(from, at) + "` is neither a number nor a name: a name begins with a letter");
            return;
        }
        String text = source.substring(from, at);
        if (Double.isInfinite(Double.parseDouble(text))) {
            fault(from, at, "`" + quoted(from, at) + "` is beyond the numbers there are, which end at 1.8e308", null);
        }
        add(Token.Kind.NUMBER, text, from);
    }

    private void digits() {
        while (at < source.length() && isDigit(source.charAt(at))) {
            at++;
        }
    }

    private void word() {
        int from = at;
        int foreign = 0;
        StringBuilder plain = new StringBuilder();
        while (at < source.length() && isWordPart(source.codePointAt(at))) {
            int character = source.codePointAt(at);
            at += Character.charCount(character);
            if (character < 128) {
                plain.append((char) character);
                continue;
            }
            foreign = foreign == 0 ? character : foreign;
            String meant = LookAlikes.meant(character);
            plain.append(meant == null ? Character.toString(character) : meant);
        }
        String text = plain.toString();
        if (foreign != 0) {
            boolean allMeant = text.chars().allMatch(c -> c < 128);
            fault(
                    from,
                    at,
                    "`" + quoted(from, at) + "` has " + LookAlikes.named(foreign)
                            + " in it; words are of the letters a to z, digits and `_`",
                    allMeant ? text : null);
            readable &= allMeant;
        }
        add(Token.Kind.NAME, text, from);
    }

    private void text(int quote) {
        int from = at++;
        while (at < source.length() && source.charAt(at) != quote && source.charAt(at) != '\n') {
            at++;
        }
        closeText(from, from + 1, Character.toString(quote));
    }

    private void closeText(int from, int begin, String quote) {
        if (at >= source.length() || source.charAt(at) == '\n') {
            unreadable(from, at, "this text has no end: " + quote + " is missing");
            return;
        }
        int end = at++;
        add(Token.Kind.TEXT, source.substring(begin, end), from);
    }

    private void symbol(int character) {
        int from = at;
        String two = source.substring(at, Math.min(source.length(), at + 2));
        if (two.equals("<=") || two.equals(">=") || two.equals("==") || two.equals("!=")) {
            at += 2;
            add(Token.Kind.SYMBOL, two, from);
        } else if (OTHER_LANGUAGES.containsKey(two)) {
            foreign(two);
        } else if (SINGLE.indexOf(character) >= 0) {
            at++;
            add(Token.Kind.SYMBOL, two.substring(0, 1), from);
        } else if (OTHER_LANGUAGES.containsKey(two.substring(0, 1))) {
            foreign(two.substring(0, 1));
        } else {
            strange(character);
        }
    }

    private void foreign(String symbol) {
        int from = at;
        at += symbol.length();
        String ours = OTHER_LANGUAGES.get(symbol);
        fault(from, at, "`" + symbol + "` is not of this language", ours);
        add(kindOf(ours), ours, from);
    }

    private static Token.Kind kindOf(String word) {
        return Character.isLetter(word.charAt(0)) ? Token.Kind.NAME : Token.Kind.SYMBOL;
    }

    private void strange(int character) {
        int from = at;
        at += Character.charCount(character);
        String meant = LookAlikes.meant(character);
        if (meant == null) {
            String hint = character == '^' ? ": a power is written `x * x`, or `exp(n * log(x))`" : "";
            fault(from, at, LookAlikes.named(character) + " is not of this language" + hint, null);
            // What can't be seen is passed over, so that the rest is read as it looks.
            readable &= Character.isSpaceChar(character) || Character.getType(character) == Character.FORMAT;
            return;
        }
        fault(from, at, LookAlikes.named(character) + " is not of this language", meant);
        if (meant.equals("\"") || meant.equals("'")) {
            int begin = at;
            while (at < source.length() && source.charAt(at) != '\n' && !closes(source.charAt(at), meant)) {
                at++;
            }
            closeText(from, begin, meant);
        } else {
            add(kindOf(meant), meant, from);
        }
    }

    private static boolean closes(char character, String quote) {
        return character == quote.charAt(0) || quote.equals(LookAlikes.meant(character));
    }

    private void add(Token.Kind kind, String text, int from) {
        tokens.add(new Token(kind, text, from, at));
    }

    private void unreadable(int from, int to, String message) {
        readable = false;
        fault(from, to, message, null);
    }

    private void fault(int from, int to, String message, String suggestion) {
        faults.add(Fault.at(field, source, from, to, message, suggestion));
    }

    private String quoted(int from, int to) {
        return Fault.cut(source.substring(from, to));
    }
}
