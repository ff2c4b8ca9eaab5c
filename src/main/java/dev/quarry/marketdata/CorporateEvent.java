package dev.quarry.marketdata;

/**
 * Something that changes what a share is worth without a trade.
 *
 * @param exTime the first moment at which shares are traded without it, milliseconds since the epoch; of a date its midnight,
 *     UTC
 * @param value of a split how many shares each old one became; of a dividend the cash for each share, in the money of the
 *     prices, as it was paid: not adjusted for later splits
 */
public record CorporateEvent(long exTime, Kind kind, double value) {

    /** What happened. */
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
