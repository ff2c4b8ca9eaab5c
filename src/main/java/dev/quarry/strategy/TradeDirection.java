package dev.quarry.strategy;

import dev.quarry.platform.text.ReferenceText;
import java.util.List;

/** Which sides may be traded. When both sides have a signal on a bar, the short one wins. */
public enum TradeDirection implements ReferenceText {
    /** Short positions only. */
    SHORT("Short", "short-only", "short only"),
    /** Long positions only. */
    LONG("Long", "long-only", "long only"),
    /** Either side. */
    BOTH("Both");

    private final String text;
    private final List<String> aliases;

    TradeDirection(String text, String... aliases) {
        this.text = text;
        this.aliases = List.of(aliases);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public List<String> aliases() {
        return aliases;
    }
}
