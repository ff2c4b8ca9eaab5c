package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.BadLineException;
import dev.quarry.marketdata.file.text.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Passes each row of a file to the reader of its market. */
final class Markets {

    private final Look look;
    private final boolean several;
    private final MarketSinks sinks;
    private final int column;
    private final Map<String, Market> markets = new HashMap<>();
    private final TypedBar typed;
    private Market current;

    /** @param several true when the rows may name more than one market */
    Markets(Look look, boolean several, MarketSinks sinks) {
        this.look = look;
        this.several = several;
        this.sinks = sinks;
        this.column = look.columns().symbol();
        this.typed = new TypedBar(look);
    }

    private record Market(String name, Layout layout, CandleSink sink) {}

    void read(Rows row) {
        try {
            if (row instanceof BinaryRows table && table.read(typed)) {
                Market market = of(column < 0 ? "" : table.field(column), () -> false);
                market.layout().take(table, typed, market.sink());
            } else {
                readText(row);
            }
        } catch (BadLineException e) {
            sinks.file().refused(row.line(), e.getMessage());
        }
    }

    private void readText(Rows row) throws BadLineException {
        List<String> fields = row.fields();
        if (look.found().isHeader(fields)) {
            return;
        }
        look.columns().requireCount(fields);
        Market market =
                of(column < 0 ? "" : fields.get(column), () -> look.columns().hasNoPrice(fields));
        market.layout().read(row.line(), fields, market.sink());
    }

    private Market of(String name, BooleanSupplier hasNoPrice) throws BadLineException {
        if (current != null
                && (current.name().equals(name) || !several && (name.isEmpty() || hasNoPrice.getAsBoolean()))) {
            return current;
        }
        if (several) {
            if (name.isEmpty()) {
                throw new BadLineException("names no symbol");
            }
            current = markets.computeIfAbsent(name, this::begin);
        } else if (current == null) {
            current = begin(name);
        } else if (current.name().isEmpty()) { // rows before it named none
            current = new Market(name, current.layout(), current.sink());
        } else {
            throw new UnreadableFileException(String.format(
                    Locale.ROOT,
                    "The file holds more than one market, %s and %s among them: a series has one, so send the rows of one"
                            + " market each, or name the column as symbol_column to import each market as a series of its"
                            + " own.",
                    Fields.quoted(current.name()),
                    Fields.quoted(name)));
        }
        return current;
    }

    private Market begin(String name) {
        return new Market(name, look.layout(), sinks.of(name));
    }
}
