package dev.quarry.marketdata.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words by which files name the columns of a bar, in the languages that export them, and which column of a header is
 * which. Another word is added to the table below and to that of docs/prices.md.
 */
final class ColumnNames {

    /** Names of a point in time or a date, the most exact first: files that have several repeat it in another form. */
    private static final List<String> TIME = List.of(
            "unix",
            "unix timestamp",
            "unix time",
            "timestamp",
            "timestamps",
            "ts",
            "t",
            "open time",
            "opentime",
            "time open",
            "window start",
            "start time",
            "period start",
            "time period start",
            "begin",
            "start",
            "candle begin time",
            "time",
            "datetime",
            "date time",
            "datetime utc",
            "gmt time",
            "utc time",
            "local time",
            "time utc",
            "date utc",
            "timestamp utc",
            "date gmt",
            "time gmt",
            "trade date",
            "trading date",
            "date",
            "day",
            "datum",
            "zeit",
            "zeitpunkt",
            "fecha",
            "data",
            "data ora",
            "date heure",
            "tarih",
            "дата",
            "日期",
            "时间");

    /** Names of a time of day that stands beside a date. */
    private static final Set<String> CLOCK = Set.of(
            "time", "hour", "clock", "time of day", "zeit", "uhrzeit", "hora", "heure", "ora", "tijd", "время", "时间");

    private static final Set<String> OPEN = Set.of(
            "open",
            "o",
            "open price",
            "opening price",
            "price open",
            "px open",
            "first",
            "eröffnung",
            "eröffn",
            "eröffnungskurs",
            "erster",
            "ouverture",
            "ouv",
            "apertura",
            "abertura",
            "openen",
            "opening",
            "açılış",
            "откр",
            "открытие",
            "开盘",
            "开盘价");
    private static final Set<String> HIGH = Set.of(
            "high",
            "h",
            "high price",
            "price high",
            "px high",
            "max",
            "hoch",
            "höchst",
            "tageshoch",
            "haut",
            "plus haut",
            "máximo",
            "maximo",
            "máx",
            "massimo",
            "máxima",
            "maxima",
            "hoog",
            "yüksek",
            "макс",
            "максимум",
            "最高",
            "最高价");
    private static final Set<String> LOW = Set.of(
            "low",
            "l",
            "low price",
            "price low",
            "px low",
            "min",
            "tief",
            "tiefst",
            "tagestief",
            "bas",
            "plus bas",
            "mínimo",
            "minimo",
            "mín",
            "mínima",
            "minima",
            "laag",
            "düşük",
            "мин",
            "минимум",
            "最低",
            "最低价");

    /** Names of the close, the surest first: where a file has a close, its price is another one. */
    private static final List<String> CLOSE = List.of(
            "close",
            "c",
            "close last",
            "close price",
            "closing price",
            "price close",
            "px close",
            "schluss",
            "schlusskurs",
            "clôture",
            "cloture",
            "clôt",
            "clot",
            "cierre",
            "chiusura",
            "fechamento",
            "slot",
            "kapanış",
            "закр",
            "закрытие",
            "收盘",
            "收盘价",
            "last",
            "px last",
            "last price",
            "letzter",
            "zuletzt",
            "dernier",
            "último",
            "ultimo",
            "laatste",
            "price",
            "preis",
            "prix",
            "precio",
            "prezzo",
            "şimdi",
            "цена",
            "adj close",
            "adjusted close",
            "close adj");

    /** Names of the volume; ticks count as one where nothing better is there. */
    private static final List<String> VOLUME = List.of(
            "volume",
            "vol",
            "v",
            "base volume",
            "volume base",
            "volumefrom",
            "vol traded",
            "total volume",
            "share volume",
            "shares traded",
            "quantity",
            "qty",
            "px volume",
            "volumen",
            "stücke",
            "stück",
            "volumes",
            "vol total",
            "hacim",
            "объем",
            "объём",
            "成交量",
            "real volume",
            "tick volume",
            "tickvol",
            "tickvolume",
            "ticks");

    /** What stands behind {@code volume} and makes it another figure. */
    private static final Set<String> NO_VOLUME = Set.of(
            "ma",
            "sma",
            "ema",
            "wma",
            "vwma",
            "avg",
            "average",
            "mean",
            "change",
            "chg",
            "delta",
            "ratio",
            "osc",
            "oscillator",
            "profile",
            "weighted",
            "rank",
            "std",
            "pct",
            "percent",
            "usd traded",
            "notional");

    /** Assets in which the other side of a market is counted. */
    private static final Set<String> QUOTES =
            Set.of("usd", "usdt", "usdc", "busd", "eur", "gbp", "jpy", "krw", "try", "quote", "currency", "usd value");

    private static final Set<String> SYMBOL = Set.of(
            "symbol",
            "ticker",
            "pair",
            "instrument",
            "market",
            "sym",
            "code",
            "secid",
            "act symbol",
            "product id",
            "symbol id",
            "name",
            "asset",
            "contract",
            "coin",
            "wertpapier",
            "тикер");

    /** A name of the time with what it is counted in or where it is, such as {@code Unix Time (ms)}. */
    private static final Pattern TIME_AND_UNIT =
            Pattern.compile("(unix|timestamp|datetime|date|time|open time|start time|epoch)( \\S+){1,3}|epoch");

    private static final Pattern PARTS = Pattern.compile("[\\s_\\-./<>()\\[\\]*'\"]+");
    private static final Pattern NUMBERED = Pattern.compile("^\\d+[ab]? (?=\\p{L})");

    private final List<String> written;
    private final List<String> names;

    /** @param header the names as they are written */
    ColumnNames(List<String> header) {
        written = List.copyOf(header);
        names = header.stream().map(ColumnNames::plain).toList();
    }

    int size() {
        return names.size();
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** How many of open, high, low and close are named. */
    int prices() {
        int count = 0;
        for (Set<String> one : List.of(OPEN, HIGH, LOW, Set.copyOf(CLOSE))) {
            count += names.stream().anyMatch(one::contains) ? 1 : 0;
        }
        return count;
    }

    int open() {
        return only(OPEN, "open");
    }

    int high() {
        return only(HIGH, "high");
    }

    int low() {
        return only(LOW, "low");
    }

    int close() {
        for (String name : CLOSE) {
            if (names.contains(name)) {
                return only(Set.of(name), "close");
            }
        }
        throw missing("the close");
    }

    /** The columns that a name calls a time or a date, the surest first. */
    List<Integer> times() {
        List<Integer> found = new ArrayList<>();
        for (String name : TIME) {
            if (names.contains(name)) {
                found.add(names.indexOf(name));
            }
        }
        for (int i = 0; i < names.size(); i++) {
            if (!found.contains(i) && TIME_AND_UNIT.matcher(names.get(i)).matches()) {
                found.add(i);
            }
        }
        return found;
    }

    /** The columns that a name calls a time of day. */
    List<Integer> clocks() {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (CLOCK.contains(names.get(i))) {
                found.add(i);
            }
        }
        return found;
    }

    /** The column that names the market of a row; -1 when there is none. */
    int symbol() {
        for (int i = 0; i < names.size(); i++) {
            if (SYMBOL.contains(names.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The columns that could be the volume, the surest first. */
    List<Integer> volumes() {
        List<Integer> found = new ArrayList<>();
        for (String name : VOLUME) {
            if (names.contains(name)) {
                found.add(names.indexOf(name));
            }
        }
        return found;
    }

    /**
     * The volume of a file that has one for each asset, such as {@code Volume BTC} and {@code Volume USD}: that of the
     * base asset, with which the symbol ({@code BTC/USD}, {@code BTCUSD}) begins, or else the first in another unit than
     * money; -1 when there is none. A moving average of the volume is none.
     */
    int volumeOfAsset(List<String> symbols) {
        int first = -1;
        int money = -1;
        for (int i = 0; i < names.size(); i++) {
            String asset = asset(names.get(i));
            if (asset.isEmpty()) {
                continue;
            }
            if (symbols.stream()
                    .anyMatch(symbol -> symbol.toLowerCase(Locale.ROOT).startsWith(asset))) {
                return i;
            }
            if (QUOTES.contains(asset)) {
                money = money < 0 ? i : money;
            } else {
                first = first < 0 ? i : first;
            }
        }
        return first < 0 ? money : first;
    }

    /** True when the column counts a volume in money, not in what is traded. */
    boolean isInMoney(int volume) {
        return QUOTES.contains(asset(names.get(volume)));
    }

    private static String asset(String name) {
        String asset = name.startsWith("volume ") ? name.substring("volume ".length()) : "";
        return NO_VOLUME.contains(asset.split(" ")[0]) || asset.chars().anyMatch(Character::isDigit) ? "" : asset;
    }

    boolean isUnnamed(int column) {
        return names.get(column).isEmpty() || names.get(column).startsWith("unnamed");
    }

    /** The name as the file has it. */
    String written(int column) {
        return written.get(column);
    }

    UnreadableFileException missing(String what) {
        return new UnreadableFileException(
                String.format(Locale.ROOT, "The header line names no column for %s; it has: %s.", what, this));
    }

    private int only(Set<String> words, String what) {
        int found = -1;
        for (int i = 0; i < names.size(); i++) {
            if (words.contains(names.get(i))) {
                if (found >= 0) {
                    throw new UnreadableFileException(String.format(
                            Locale.ROOT,
                            "The header line has two columns for the %s, %s and %s: a series has one market, so send one"
                                    + " file each. It has: %s.",
                            what,
                            Fields.quoted(written(found)),
                            Fields.quoted(written(i)),
                            this));
                }
                found = i;
            }
        }
        if (found < 0) {
            throw missing("the " + what);
        }
        return found;
    }

    private static String plain(String name) {
        String words =
                PARTS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        return NUMBERED.matcher(words).replaceFirst("");
    }

    /** The names as they are written. */
    @Override
    public String toString() {
        return String.join(", ", written);
    }
}
