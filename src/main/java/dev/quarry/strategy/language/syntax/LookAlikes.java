package dev.quarry.strategy.language.syntax;

import java.text.Normalizer;
import java.util.Map;

/** Characters that look like those of the language and are others. */
public final class LookAlikes {

    private static final Map<Integer, String> SYMBOLS = Map.ofEntries(
            Map.entry((int) '×', "*"),
            Map.entry((int) '∗', "*"),
            Map.entry((int) '·', "*"),
            Map.entry((int) '÷', "/"),
            Map.entry((int) '∕', "/"),
            Map.entry((int) '⁄', "/"),
            Map.entry((int) '−', "-"),
            Map.entry((int) '–', "-"),
            Map.entry((int) '—', "-"),
            Map.entry((int) '‐', "-"),
            Map.entry((int) '‑', "-"),
            Map.entry((int) '≤', "<="),
            Map.entry((int) '≥', ">="),
            Map.entry((int) '⩽', "<="),
            Map.entry((int) '⩾', ">="),
            Map.entry((int) '≠', "!="),
            Map.entry((int) '‹', "<"),
            Map.entry((int) '›', ">"),
            Map.entry((int) '“', "\""),
            Map.entry((int) '”', "\""),
            Map.entry((int) '„', "\""),
            Map.entry((int) '‘', "'"),
            Map.entry((int) '’', "'"),
            Map.entry((int) '‚', ","),
            Map.entry((int) '∧', "and"),
            Map.entry((int) '∨', "or"),
            Map.entry((int) '¬', "not"));

    // Each letter of the first stands above the one of the second that it looks like.
    private static final String CYRILLIC_AND_GREEK = "аеіјоԛѕԝхусһԁԍвкмнртАВЕЗІЈКМНОРЅСТХУԚԜοντρχυικαΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
    private static final String LATIN = "aeijoqswxychdgbkmhptABE3IJKMHOPSCTXYQWovtpxuikaABEZHIKMNOPTYX";

    private LookAlikes() {}

    /** What the character stands for, one or two characters of the language; null when it looks like none of them. */
    public static String meant(int character) {
        String symbol = SYMBOLS.get(character);
        if (symbol != null) {
            return symbol;
        }
        int letter = CYRILLIC_AND_GREEK.indexOf(character);
        if (letter >= 0) {
            return LATIN.substring(letter, letter + 1);
        }
        String plain = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC);
        return plain.length() == 1 && plain.charAt(0) > ' ' && plain.charAt(0) < 127 && plain.charAt(0) != character
                ? plain
                : null;
    }

    /** The character with its number and name, for a sentence. */
    static String named(int character) {
        String hex = Integer.toHexString(character).toUpperCase(java.util.Locale.ROOT);
        String number = "U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex;
        String name = Character.getName(character);
        boolean visible = character > ' '
                && !Character.isISOControl(character)
                && Character.isDefined(character)
                && Character.getType(character) != Character.FORMAT
                && Character.getType(character) != Character.SURROGATE
                && !Character.isSpaceChar(character);
        String described = name == null ? number : number + " " + name;
        return visible ? "`" + Character.toString(character) + "` (" + described + ")" : "the character " + described;
    }
}
