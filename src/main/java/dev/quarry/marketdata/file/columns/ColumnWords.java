package dev.quarry.marketdata.file.columns;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words by which files name the columns of a bar, in the languages of the programs that export them, in the form to
 * which {@link ColumnNames} normalises them: lower case, with blanks between words. Another word is added here and to
 * the table in docs/prices.md.
 */
final class ColumnWords {

    /**
     * Names of a point in time or a date, the most precise first: files with several of them repeat the time in another
     * form.
     */
    static final List<String> TIME = words("""
            unix, unix timestamp, unix time, timestamp, timestamps, ts, t, open time, opentime, time open, window start,
            start time, period start, time period start, begin, start, candle begin time, time, datetime, date time,
            datetime utc, gmt time, utc time, local time, time utc, date utc, timestamp utc, date gmt, time gmt, trade
            date, trading date, date, day, datum, zeit, zeitpunkt, fecha, data, data ora, date heure, tarih, дата, 日期,
            时间""");

    /** Names of a time of day beside a date. */
    static final Set<String> CLOCK = wordSet("""
            time, hour, clock, time of day, zeit, uhrzeit, hora, heure, ora, tijd, время, 时间""");

    static final Set<String> OPEN = wordSet("""
            open, o, open price, opening price, price open, px open, first, eröffnung, eröffn, eröffnungskurs, erster,
            ouverture, ouv, apertura, abertura, openen, opening, açılış, откр, открытие, 开盘, 开盘价""");
    static final Set<String> HIGH = wordSet("""
            high, h, high price, price high, px high, max, hoch, höchst, tageshoch, haut, plus haut, máximo, maximo,
            máx, massimo, máxima, maxima, hoog, yüksek, макс, максимум, 最高, 最高价""");
    static final Set<String> LOW = wordSet("""
            low, l, low price, price low, px low, min, tief, tiefst, tagestief, bas, plus bas, mínimo, minimo, mín,
            mínima, minima, laag, düşük, мин, минимум, 最低, 最低价""");

    /** Names of the close, the most certain first: where a file has a close, a column named price is something else. */
    static final List<String> CLOSE = words("""
            close, c, close last, close price, closing price, price close, px close, schluss, schlusskurs, clôture,
            cloture, clôt, clot, cierre, chiusura, fechamento, slot, kapanış, закр, закрытие, 收盘, 收盘价, last, px last,
            last price, letzter, zuletzt, dernier, último, ultimo, laatste, price, preis, prix, precio, prezzo, şimdi,
            цена, adj close, adjusted close, close adj""");

    /** Names of the volume; ticks are used where there is nothing better. */
    static final List<String> VOLUME = words("""
            volume, vol, v, base volume, volume base, volumefrom, vol traded, total volume, share volume, shares traded,
            quantity, qty, px volume, volumen, stücke, stück, volumes, vol total, hacim, объем, объём, 成交量, real volume,
            tick volume, tickvol, tickvolume, ticks""");

    /** Words after {@code volume} that make it another figure. */
    static final Set<String> NO_VOLUME = wordSet("""
            ma, sma, ema, wma, vwma, avg, average, mean, change, chg, delta, ratio, osc, oscillator, profile, weighted,
            rank, std, pct, percent, usd traded, notional""");

    /** Assets that are usually the quote side of a market. */
    static final Set<String> QUOTES = wordSet("""
            usd, usdt, usdc, busd, eur, gbp, jpy, krw, try, quote, currency, usd value""");

    static final Set<String> SYMBOL = wordSet("""
            symbol, ticker, pair, instrument, market, sym, code, secid, act symbol, product id, symbol id, name, asset,
            contract, coin, wertpapier, тикер""");

    /** A name of the time with its unit or time zone, such as {@code Unix Time (ms)}. */
    static final Pattern TIME_AND_UNIT =
            Pattern.compile("(unix|timestamp|datetime|date|time|open time|start time|epoch)( \\S+){1,3}|epoch");

    private ColumnWords() {}

    private static Set<String> wordSet(String listed) {
        return Set.copyOf(words(listed));
    }

    /** The words in the order in which they are listed. */
    private static List<String> words(String listed) {
        return List.of(listed.strip().split(",\\s+"));
    }
}
