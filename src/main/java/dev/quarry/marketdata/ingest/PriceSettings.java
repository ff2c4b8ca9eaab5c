package dev.quarry.marketdata.ingest;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The settings of prices: files, exchanges and memory. */
public final class PriceSettings implements SettingSource {

    /** The exchanges that can be called; a test compares them with the existing beans. */
    static final List<String> EXCHANGES =
            List.of("binance", "binanceus", "bitstamp", "bybit", "coinbase", "gemini", "kraken");

    /** Settings of exchanges that files describe, whose names are not known here. */
    private static final Pattern OF_AN_EXCHANGE =
            Pattern.compile("quarry\\.exchange\\.[a-z0-9_-]+\\.(url|requests-per-second)"
                    + "|QUARRY_EXCHANGE_[A-Z0-9_]+_(URL|REQUESTS_PER_SECOND)");

    private static final long TERABYTE = 1L << 40;

    @Override
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(List.of(
                new Setting("quarry.import.directory", Allowed.directory()),
                new Setting("quarry.import.max-bytes", Allowed.wholeNumber(1, TERABYTE)),
                new Setting("quarry.import.max-text-bytes", Allowed.wholeNumber(1, TERABYTE)),
                // Whether there are exchanges of these names is known only when the files that describe some have been
                // read.
                new Setting(
                        "quarry.exchanges",
                        Allowed.listOf(
                                "all or none, or a list of names of exchanges with commas between them",
                                name -> name.matches("[a-z0-9_-]{1,64}"))),
                new Setting("quarry.exchanges.directory", Allowed.directory()),
                new Setting("quarry.exchange.timeout.seconds", Allowed.wholeNumber(1, 600)),
                new Setting("quarry.exchange.retry.millis", Allowed.wholeNumber(1, 600_000)),
                new Setting("quarry.exchange.patience.seconds", Allowed.wholeNumber(0, 3_600)),
                new Setting("quarry.prices.cache-bytes", Allowed.wholeNumber(0, TERABYTE)),
                new Setting("quarry.backtest.fetch.seconds", Allowed.wholeNumber(0, 60))));
        for (String exchange : EXCHANGES) {
            settings.add(new Setting("quarry.exchange." + exchange + ".url", Allowed.httpUrl()));
            settings.add(new Setting(
                    "quarry.exchange." + exchange + ".requests-per-second", Allowed.numberAboveZero(1_000)));
        }
        return settings;
    }

    @Override
    public Map<String, String> replaced() {
        return Map.of("MARKET_DATABASE_URL", ONE_DATABASE, "MARKET_DB_PATH", ONE_DATABASE);
    }

    @Override
    public boolean knows(String name) {
        return OF_AN_EXCHANGE.matcher(name).matches();
    }
}
