package dev.quarry.marketdata.ingest.series;

import dev.quarry.job.JobDetail;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.marketdata.MarketName;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.MarketBelongings;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TimeLimit;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Deletes and renames whole series, as long as no running job works on them: a job whose series disappeared would fill
 * a new one with a part. What runs have stored about it stays, including digests of their data.
 */
@ApplicationScoped
public class SeriesChanges {

    private static final int MAX_RUNNING = 10_000;

    private final SeriesStore series;
    private final MarketBelongings belongings;
    private final JobArchive jobs;
    private final Watchlist watchlist;
    private final Transactions transactions;

    @Inject
    public SeriesChanges(
            SeriesStore series,
            MarketBelongings belongings,
            JobArchive jobs,
            Watchlist watchlist,
            Transactions transactions) {
        this.series = series;
        this.belongings = belongings;
        this.jobs = jobs;
        this.watchlist = watchlist;
        this.transactions = transactions;
    }

    /**
     * The numbers of deleted rows.
     *
     * @param market what was deleted with the last series of its market
     */
    public record Deleted(long bars, MarketBelongings.Deleted market) {}

    /**
     * Deletes a series with its bars, and with the last one of a market its events, funding rates and calendar.
     *
     * @throws ProblemException 404 when there is none, 409 when it is watched or a running job works on it
     */
    public Deleted delete(Series target) {
        return TimeLimit.within(
                TimeLimit.DEFAULT,
                () -> transactions.inNew(() -> {
                    long id = lockFree(target);
                    MarketBelongings.Deleted market = belongings.deleteWith(id, market(target));
                    return new Deleted(series.delete(id), market);
                }));
    }

    private static MarketName market(Series of) {
        return new MarketName(of.exchange(), of.symbol());
    }

    /**
     * Gives a series another name, under which it has the events, funding rates and calendar of its market.
     *
     * @throws ProblemException 404 when there is none, 409 when there is one of the new name, when it is watched, or
     *     when a running job works on it
     */
    public Series rename(SeriesRename rename) {
        Series name = rename.after();
        transactions.runInNew(() -> {
            long id = lockFree(rename.before());
            belongings.follow(id, market(rename.before()), market(name));
            if (!series.rename(id, name)) {
                throw conflict(name
                        + " is stored already: two series do not become one. Delete it first, or choose another name");
            }
        });
        return name;
    }

    /** Locks a series that no job works on, and returns its id. */
    private long lockFree(Series requested) {
        if (series.find(requested).isEmpty()) {
            throw ProblemException.notFound("No bars of " + requested + " are stored");
        }
        long id = series.lockSoon(requested).id();
        if (watchlist.watches(requested)) {
            throw conflict(requested + " is watched, so it would come back: end that first"
                    + " (DELETE /v1/prices/watchlist with the same parameters)");
        }
        jobs.running(MAX_RUNNING).stream()
                .filter(job -> isOn(job, requested))
                .findFirst()
                .ifPresent(job -> {
                    throw conflict(String.format(
                            Locale.ROOT,
                            "Job %d (%s) is working on %s; cancel it, or try again when it has ended",
                            job.id(),
                            job.jobType(),
                            requested));
                });
        return id;
    }

    private static boolean isOn(JobDetail job, Series requested) {
        JsonNode payload = Json.MAPPER.readTree(job.payload());
        String exchange = payload.path("exchange").asString("");
        if (payload.hasNonNull("symbol_column")
                || payload.path("entry").asString("").equals("*")) {
            return exchange.strip().equalsIgnoreCase(requested.exchange()); // its file names the series
        }
        Optional<Timeframe> timeframe = Timeframe.of(payload.path("timeframe").asString(""));
        return timeframe.isPresent()
                && new Series(exchange, payload.path("symbol").asString(""), timeframe.get()).equals(requested);
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(409, "Conflict", detail);
    }
}
