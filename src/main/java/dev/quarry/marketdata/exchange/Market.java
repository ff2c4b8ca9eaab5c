package dev.quarry.marketdata.exchange;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two sides of a market, from which exchanges' own symbols are made.
 *
 * @param base the traded asset, upper case, such as {@code BTC}
 * @param quote what it is paid with, upper case, such as {@code USD}
 */
public record Market(String base, String quote) {

    private static final Pattern WRITTEN = Pattern.compile("([A-Za-z0-9]{1,20})/([A-Za-z0-9]{1,20})");

    /** Reads {@code BTC/USD}; empty when it is written otherwise. The two names contain only letters and digits. */
    public static Optional<Market> of(String symbol) {
        Matcher matcher = WRITTEN.matcher(symbol.strip());
        return matcher.matches()
                ? Optional.of(new Market(upper(matcher.group(1)), upper(matcher.group(2))))
                : Optional.empty();
    }

    /** Both names with that separator between them. */
    public String joined(String separator) {
        return base + separator + quote;
    }

    /** Both names together, lower case. */
    public String lowerCase() {
        return (base + quote).toLowerCase(Locale.ROOT);
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
