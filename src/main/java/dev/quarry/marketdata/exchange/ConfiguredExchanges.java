package dev.quarry.marketdata.exchange;

import java.util.List;

/** The exchanges that files describe. */
public record ConfiguredExchanges(List<Exchange> all) {}
