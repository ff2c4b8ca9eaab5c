package dev.quarry.marketdata.file;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The known layouts of price files. */
public enum CandleFormat {
    /** A header that names timestamp, open, high, low, close and volume, in any order; ISO-8601 or epoch times. */
    PLAIN("plain"),
    /** Binance Vision klines: 12 columns, usually without a header; milliseconds, from 2025 microseconds. */
    BINANCE("binance"),
    /** Kraken OHLCVT: 7 columns without a header, seconds, intervals without a trade left out. */
    KRAKEN("kraken"),
    /** CryptoDataDownload: a line with the site's address, a header, newest bar first, a volume for each asset. */
    CRYPTODATADOWNLOAD("cryptodatadownload");

    /** The name by which a request leaves the layout to be recognised. */
    public static final String AUTO = "auto";

    private final String code;

    CandleFormat(String code) {
        this.code = code;
    }

    /** The format's name in requests. */
    public String code() {
        return code;
    }

    /** The format of that name; empty when there is none. */
    public static Optional<CandleFormat> of(String code) {
        return Arrays.stream(values()).filter(f -> f.code.equals(code)).findFirst();
    }

    /** Every name that a request may use. */
    public static List<String> codes() {
        return Stream.concat(Stream.of(AUTO), Arrays.stream(values()).map(CandleFormat::code))
                .toList();
    }
}
