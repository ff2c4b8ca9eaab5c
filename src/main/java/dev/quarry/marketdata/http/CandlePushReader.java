package dev.quarry.marketdata.http;

import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.push.PushedBars;
import dev.quarry.platform.http.JsonBody;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.StorableText;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.ObjectReader;

/**
 * Reads the body of a push, whose form is {@link CandlePushBody}, as a stream. Only the numbers are kept, so that a
 * request takes only as much memory as its bars. Not thread-safe.
 */
final class CandlePushReader {

    private static final Set<String> TEXTS = Set.of("exchange", "symbol", "timeframe", "missing_volume");
    private static final List<String> COLUMNS = List.of("time", "open", "high", "low", "close", "volume");
    private static final int VOLUME = 5;
    private static final int ALL = 0b111111;
    private static final int ALL_BUT_VOLUME = 0b011111;
    static final int MAX_FAULTS = 1000;

    static final String TOO_MANY = String.format(Locale.ROOT, "must be at most %,d a request", PushedBars.MAX);

    /** The least number that is read as milliseconds, in 1973; a smaller one is rather seconds. */
    private static final long FIRST_IN_MILLIS = 100_000_000_000L;

    /** The most bytes: three hundred per bar, more than needed. */
    static final long MAX_BYTES = 300L * PushedBars.MAX;

    /** Without the mapper's check for duplicate names, which takes a quarter of the time; names are checked here. */
    private static final ObjectReader READER = Json.MAPPER
            .reader()
            .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(StreamReadFeature.USE_FAST_DOUBLE_PARSER);

    private final Map<String, String> texts = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final PushedBars bars = new PushedBars();
    private final List<Integer> withoutVolume = new ArrayList<>();
    private final double[] values = new double[COLUMNS.size()];
    private JsonParser json;
    private boolean hasBars;
    private long time;
    private int seen;

    /** The content of a push. */
    record Push(Series series, PushedBars bars) {}

    /**
     * Reads a body.
     *
     * @throws InvalidInputException naming each field and each bar that is wrong
     * @throws dev.quarry.platform.problem.ProblemException 400 when it is not JSON
     */
    Push read(InputStream body) {
        try (JsonParser parser = READER.createParser(new LimitedBody(body, MAX_BYTES, CandlePushReader::tooLarge))) {
            json = parser;
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidInputException("", "the body must be a JSON object");
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                readField(name);
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new InvalidInputException("", "the body must be one JSON object");
            }
        } catch (JacksonException e) {
            throw JsonBody.malformed(e);
        }
        InvalidInputException.throwIfAny(violations);
        return new Push(series(), bars);
    }

    static ProblemException tooLarge() {
        return new ProblemException(
                413,
                "Content too large",
                String.format(
                        Locale.ROOT,
                        "The body is larger than %,d bytes; send its bars in several requests.",
                        MAX_BYTES));
    }

    private void readField(String name) {
        JsonToken value = json.nextToken();
        if (name.equals("bars") && !hasBars && value == JsonToken.START_ARRAY) {
            hasBars = true;
            readBars();
        } else if (TEXTS.contains(name) && !texts.containsKey(name) && value == JsonToken.VALUE_STRING) {
            texts.put(name, json.getString());
            StorableText.fault(json.getString()).ifPresent(fault -> violations.add(new Violation(name, fault)));
        } else {
            boolean again = texts.containsKey(name) || hasBars && name.equals("bars");
            violations.add(
                    new Violation(
                            StorableText.printable(name),
                            again
                                    ? "is given more than once"
                                    : TEXTS.contains(name)
                                            ? "must be a text"
                                            : name.equals("bars")
                                                    ? "must be a list of bars"
                                                    : "is unknown; known are bars, exchange, missing_volume, symbol, timeframe"));
            json.skipChildren();
        }
    }

    private Series series() {
        String missing = texts.get("missing_volume");
        for (String name : List.of("exchange", "symbol", "timeframe")) {
            if (texts.getOrDefault(name, "").isBlank()) {
                violations.add(new Violation(name, "is required"));
            }
        }
        if (!hasBars) {
            violations.add(new Violation("bars", "is required"));
        }
        if (missing == null) {
            withoutVolume.forEach(bar -> violations.add(new Violation(
                    "bars[" + bar + "]",
                    "has no volume; \"missing_volume\": \"zero\" stores such bars with volume 0")));
        }
        InvalidInputException.throwIfAny(violations);
        return series(texts.get("exchange"), texts.get("symbol"), texts.get("timeframe"), missing);
    }

    /** @throws InvalidInputException naming each of the fields that is wrong */
    static Series series(String exchange, String symbol, String timeframe, String missingVolume) {
        IngestionRequest named = new IngestionRequest(
                exchange,
                symbol,
                timeframe,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                missingVolume,
                null,
                null,
                null,
                null);
        List<Violation> violations = new ArrayList<>(named.violations());
        if ("sample".equalsIgnoreCase(exchange.strip())) {
            violations.add(new Violation("exchange", "sample is reserved for the built-in prices"));
        }
        InvalidInputException.throwIfAny(violations);
        return named.series();
    }

    private void readBars() {
        int index = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (index == PushedBars.MAX) {
                throw new InvalidInputException("bars", TOO_MANY);
            }
            seen = 0;
            int faults = violations.size();
            if (token == JsonToken.START_ARRAY) {
                readRow(index);
            } else if (token == JsonToken.START_OBJECT) {
                readRecord(index);
            } else {
                fault(index, "must be [time, open, high, low, close, volume] or an object with these");
            }
            if (violations.size() == faults) {
                take(index);
            }
            index++;
            if (violations.size() > MAX_FAULTS) {
                InvalidInputException.throwIfAny(violations);
            }
        }
    }

    private void take(int index) {
        if (seen == ALL_BUT_VOLUME) {
            withoutVolume.add(index);
            values[VOLUME] = 0;
        } else if (seen != ALL) {
            int lacking = Integer.numberOfTrailingZeros(~seen);
            fault(index, "has no " + (lacking == 0 ? "time (ts_ms, or ts)" : COLUMNS.get(lacking)));
            return;
        }
        bars.add(time, values[1], values[2], values[3], values[4], values[VOLUME]);
    }

    private void readRow(int index) {
        int column = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (column == 0) {
                readTime(index, token, token == JsonToken.VALUE_STRING);
            } else if (column < COLUMNS.size()) {
                readNumber(index, column, token);
            }
            json.skipChildren();
            column++;
        }
        if (column > COLUMNS.size()) {
            fault(index, "has " + column + " values; a bar is [time, open, high, low, close, volume]");
        }
    }

    private void readRecord(int index) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken token = json.nextToken();
            int column = name.equals("ts") || name.equals("ts_ms") ? 0 : COLUMNS.indexOf(name);
            if (column > 0) {
                readNumber(index, column, token);
            } else if (!name.equals("time") && column == 0) {
                readTime(index, token, name.equals("ts"));
            } else {
                fault(
                        index,
                        "has " + StorableText.printable(name)
                                + ", which is unknown; known are ts_ms, ts, open, high, low," + " close, volume");
            }
            json.skipChildren();
        }
    }

    private void readNumber(int index, int column, JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            values[column] = json.getDoubleValue();
            note(index, column);
        } else if (column != VOLUME || token != JsonToken.VALUE_NULL) {
            fault(index, "must have a number as " + COLUMNS.get(column) + ", without quotes; was " + shown());
        }
    }

    private void readTime(int index, JsonToken token, boolean text) {
        if (text && token == JsonToken.VALUE_STRING) {
            Timestamps.parse(json.getString())
                    .ifPresentOrElse(
                            read -> time = read.toInstant().toEpochMilli(),
                            () -> fault(index, "has the time " + shown() + ", which " + Timestamps.EXPECTED));
        } else if (!text && token == JsonToken.VALUE_NUMBER_INT) {
            time = json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? Long.MAX_VALUE : json.getLongValue();
            if (time >= 0 && time < FIRST_IN_MILLIS
                    || time < SeriesParameters.EARLIEST
                    || time > SeriesParameters.LATEST) {
                fault(
                        index,
                        "has the time " + shown() + "; times are milliseconds since 1970, such as 1704067200000, or"
                                + " ISO-8601 texts");
            }
        } else {
            fault(
                    index,
                    "must have as time " + (text ? "an ISO-8601 text" : "whole milliseconds since 1970") + "; was "
                            + shown());
        }
        note(index, 0);
    }

    private void note(int index, int column) {
        if ((seen & 1 << column) != 0) {
            fault(index, "has " + COLUMNS.get(column) + " more than once");
        }
        seen |= 1 << column;
    }

    private String shown() {
        String text =
                json.currentToken().isScalarValue() ? StorableText.printable(json.getString()) : "no single value";
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private void fault(int index, String reason) {
        violations.add(new Violation("bars[" + index + "]", reason));
    }
}
