package dev.quarry.marketdata.http;

import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.push.CandlePush;
import dev.quarry.marketdata.push.PushResult;
import dev.quarry.marketdata.store.CandleAppends;
import dev.quarry.marketdata.store.CandleStaging;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.KnownRangeStore;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.UnfinishedCandleStore;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.platform.sql.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** The way of a push from its bytes into a test database, wired as on the server. */
public final class PushedText {

    private final CandlePush push;

    public PushedText(TestDatabase database) {
        var sql = database.database();
        var series = new SeriesStore(sql);
        push = new CandlePush(
                new CandleAppends(sql, database.transactions(), Thread::new, series, WorkCounter.NONE),
                new CandleStaging(sql, Thread::new),
                series,
                new CandleStore(sql),
                new KnownRangeStore(sql),
                new UnfinishedCandleStore(sql),
                database.transactions());
    }

    /** Reads the body and stores its bars. */
    public PushResult send(byte[] body) {
        CandlePushReader.Push sent = new CandlePushReader().read(new ByteArrayInputStream(body));
        return push.push(sent.series(), sent.bars());
    }

    /** Reads the Arrow table and stores its bars. */
    public PushResult sendTable(Series series, byte[] body) throws IOException {
        return push.push(series, ArrowPush.read(new ByteArrayInputStream(body), false));
    }
}
