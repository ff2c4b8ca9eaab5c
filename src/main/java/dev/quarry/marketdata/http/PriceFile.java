package dev.quarry.marketdata.http;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;

/**
 * The parts of a form that sends prices, for OpenAPI; {@link PriceFileUpload} reads them as a stream.
 *
 * @param file may be packed
 */
@Example("""
        {"file": "timestamp,open,high,low,close,volume", "symbol": "BTC/USD", "timeframe": "1h"}""")
record PriceFile(
        @Described(value = "The file: CSV or JSON, as it is or packed (zip, gzip, bzip2)", required = true)
        byte[] file,

        @Described(
                "The market, such as BTC/USD, required by an import; symbol_column, or * for entry, name series themselves")
        String symbol,

        @Described(
                "The length of a bar, such as 30m or 1h, required by an import; with * for entry the names of the files may tell it")
        String timeframe,

        @Described("Under which exchange the prices are kept; file when absent")
        String exchange,

        @Described(
                value = "The layout; found out when absent",
                oneOf = "auto, plain, binance, kraken, cryptodatadownload")
        String format,

        @Described("Whose local times the times without an offset are, such as America/New_York; UTC when absent")
        String timeZone,

        @Described(value = "What a file without a volume is stored with; refused when absent", oneOf = "zero")
        String missingVolume,

        @Described(
                "Which file of a zip is meant, with its folder; * for each as a series of its own, named by the file")
        String entry,

        @Described("The column that names the symbol of each row: one series for each")
        String symbolColumn,

        @Described(
                "Which columns are meant where names do not tell, such as time:Date,open:O; a name or a number from 1")
        String columns,

        @Described("Only bars from that time on, ISO-8601") String startTs,

        @Described("Only bars up to that time, ISO-8601; a date alone is that whole day")
        String endTs) {}
