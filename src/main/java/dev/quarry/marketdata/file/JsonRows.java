package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Rows of a JSON document: the elements of its first list that holds lists (as ccxt writes candles) or objects
 * (records, whose first one names the columns, given as a row before it). What surrounds that list is skipped, except a
 * list of column names before it ({@code "columns"}, as pandas writes a frame in its orientation "split"). Numbers keep
 * the digits with which they are written. It is read as a stream, so a document may be of any size.
 */
final class JsonRows implements Rows {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private List<String> names;
    private List<String> pending;
    private List<String> row = List.of();
    private boolean started;
    private boolean ended;
    private long number;

    JsonRows(InputStream json) {
        this.parser = FACTORY.createParser(ObjectReadContext.empty(), json);
    }

    @Override
    public boolean next() throws IOException {
        try {
            if (pending != null) {
                row = pending;
                pending = null;
                number++;
                return true;
            }
            if (ended || (!started && !findRows())) {
                ended = true;
                return false;
            }
            JsonToken token = started ? parser.nextToken() : parser.currentToken();
            boolean first = !started;
            started = true;
            return element(token, first);
        } catch (JacksonException e) {
            throw new UnreadableFileException("The file begins as JSON and is none: " + place(e) + ".");
        }
    }

    private boolean element(JsonToken token, boolean first) {
        if (token == JsonToken.START_ARRAY) {
            row = values();
            if (first && names != null) {
                pending = row;
                row = names;
                return true;
            }
            number++;
            return true;
        }
        if (token == JsonToken.START_OBJECT) {
            record(first);
            return true;
        }
        ended = true;
        return false;
    }

    /** Goes to the first element of the list that contains the rows. */
    private boolean findRows() {
        JsonToken before = null;
        for (JsonToken token; (token = parser.nextToken()) != null; before = token) {
            if (before == JsonToken.START_ARRAY) {
                if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
                    return true;
                }
                if (token == JsonToken.VALUE_STRING && names == null) {
                    List<String> words = new ArrayList<>(List.of(parser.getString()));
                    words.addAll(values());
                    names = words;
                    token = JsonToken.END_ARRAY;
                }
            }
        }
        return false;
    }

    /** The values up to the end of the current list; nested ones count as empty. */
    private List<String> values() {
        List<String> values = new ArrayList<>(8);
        for (JsonToken token; (token = parser.nextToken()) != null && token != JsonToken.END_ARRAY; ) {
            values.add(value(token));
        }
        return values;
    }

    private void record(boolean first) {
        List<String> keys = new ArrayList<>(8);
        List<String> values = new ArrayList<>(8);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            keys.add(parser.currentName());
            values.add(value(parser.nextToken()));
        }
        if (first) {
            names = keys;
            row = names;
            pending = values;
            return;
        }
        row = keys.equals(names) ? values : inOrder(keys, values);
        number++;
    }

    private List<String> inOrder(List<String> keys, List<String> values) {
        return names.stream()
                .map(name -> keys.contains(name) ? values.get(keys.indexOf(name)) : "")
                .toList();
    }

    private String value(JsonToken token) {
        if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
            parser.skipChildren();
            return "";
        }
        return token == null || token == JsonToken.VALUE_NULL
                ? ""
                : parser.getString().strip();
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? "it breaks off"
                : "it goes wrong in line " + e.getLocation().getLineNr();
    }

    /** The number of the row in its list; 0 for the names. */
    @Override
    public long line() {
        return number;
    }

    @Override
    public List<String> fields() {
        return row;
    }
}
