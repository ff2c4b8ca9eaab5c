package dev.quarry.marketdata;

/**
 * An event that changes what a share is worth without a trade.
 *
 * @param exTime the first moment at which shares are traded without it, milliseconds since the epoch; for a date its
 *     midnight, UTC
 * @param value for a split, how many shares each old one became; for a dividend, the cash per share as it was paid, in
 *     the currency of the prices and not adjusted for later splits
 */
public record CorporateEvent(long exTime, Kind kind, double value) {

    /** The kind of event. */
    public enum Kind {
        SPLIT("split"),
        DIVIDEND("dividend");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The name in the REST contract. */
        public String text() {
            return text;
        }
    }
}
