package dev.quarry.marketdata;

import java.time.OffsetDateTime;

/** The stored prices, as research reads them. */
public interface PriceHistory {

    /**
     * All finished bars that open at or after {@code start} and at or before {@code end}, from memory where they
     * were read before and have not changed. Shared: nobody writes to the arrays.
     */
    Prices load(Series series, OffsetDateTime start, OffsetDateTime end);
}
