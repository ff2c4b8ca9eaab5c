package dev.quarry.marketdata.http;

import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.CandlePages.Page;
import dev.quarry.platform.columns.Column;
import dev.quarry.platform.columns.Table;
import dev.quarry.platform.columns.TableWriter;
import dev.quarry.platform.concurrent.TimeBudget;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.series.Bars;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** The bars of a range as a table, read page by page. */
final class CandleTable {

    private static final long MICROS = 1000;
    private static final String ADVICE = "Choose a shorter range, or read faster";

    private final Page first;
    private final LongFunction<Page> following;
    private final Duration longest;

    /**
     * Bars.
     *
     * @param first the first page
     * @param following reads the page that begins at a time, milliseconds since the epoch; null where the first is all that is meant
     * @param longest how long the table may take before it is given up
     */
    CandleTable(Page first, LongFunction<Page> following, Duration longest) {
        this.first = first;
        this.following = following;
        this.longest = longest;
    }

    /** @param query what was asked for */
    TableAnswer answer(Series requested, String query) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.time("timestamp", 0),
                Column.real("open"),
                Column.real("high"),
                Column.real("low"),
                Column.real("close"),
                Column.real("volume")));
        if (first.coverage() != null) {
            columns.add(Column.flag("complete"));
            columns.add(Column.real("covered"));
        }
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("quarry.table", "candles");
        provenance.put("quarry.query", query);
        provenance.put("quarry.exchange", requested.exchange());
        provenance.put("quarry.symbol", requested.symbol());
        provenance.put("quarry.timeframe", requested.timeframe().code());
        provenance.put("quarry.made_of", first.stored().timeframe().code());
        String name = "quarry-" + requested.exchange() + "-" + requested.symbol() + "-"
                + requested.timeframe().code();
        return new TableAnswer(name.replaceAll("[^A-Za-z0-9.-]", "_"), new Table(columns, provenance), this::write);
    }

    private void write(TableWriter to) throws IOException {
        TimeBudget budget = new TimeBudget(longest, ADVICE);
        Page page = first;
        write(to, page);
        while (following != null && page.next().isPresent()) {
            budget.run();
            page = following.apply(page.next().getAsLong());
            write(to, page);
        }
    }

    private void write(TableWriter to, Page page) throws IOException {
        Bars bars = page.bars();
        for (int bar = 0; bar < bars.size(); bar++) {
            to.time(0, bars.openTime()[bar] * MICROS);
            to.real(1, bars.open()[bar]);
            to.real(2, bars.high()[bar]);
            to.real(3, bars.low()[bar]);
            to.real(4, bars.close()[bar]);
            to.real(5, bars.volume()[bar]);
            if (first.coverage() != null) {
                to.flag(6, page.coverage().complete()[bar]);
                to.real(7, page.coverage().covered()[bar]);
            }
            to.endRow();
        }
    }
}
