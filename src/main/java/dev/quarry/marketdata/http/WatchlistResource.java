package dev.quarry.marketdata.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.ingest.series.WatchRequest;
import dev.quarry.marketdata.ingest.series.Watchlist;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.StoredSeries;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.schedule.Schedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import tools.jackson.databind.JsonNode;

/** Series that are kept up to date automatically. */
@Path("prices/watchlist")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class WatchlistResource {

    private final Watchlist watchlist;
    private final SeriesStore series;
    private final PayloadReader reader;

    @Inject
    public WatchlistResource(Watchlist watchlist, SeriesStore series, PayloadReader reader) {
        this.watchlist = watchlist;
        this.series = series;
        this.reader = reader;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public WatchlistResource() {
        this(null, null, null);
    }

    /** A watched series. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record WatchView(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("The length of a bar") String timeframe,
            @Described("Open of the first bar that is kept") OffsetDateTime startTs,

            @Described("Its schedule, for pause, resume, run and fires under /v1/schedules")
            String schedule,

            @Described("Whether it is paused") boolean paused,

            @Described("When it fires next; null while it is paused")
            OffsetDateTime nextFire,

            @Described("When it fired last; null when it never did")
            OffsetDateTime lastFire,

            @Described("The job that was enqueued then") Long lastJobId,

            @Described("Why the last fire stored no job; null when it did")
            String lastError,

            @Described("How many bars are stored") long bars,

            @Described("Open of its last finished bar; null when there is none")
            OffsetDateTime lastBarTs) {}

    /** All watched series with their state. */
    public record WatchlistView(
            @Described("The watched series") List<WatchView> watchlist) {}

    /** All watched series. */
    @GET
    @Operation(operationId = "listWatchedSeries", summary = "The series that are kept up to date")
    public WatchlistView list() {
        return new WatchlistView(watchlist.all().stream().map(this::view).toList());
    }

    /** Watches a series; repeating it is not an error. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "watchSeries", summary = "Keep a series up to date")
    @RequestBodySchema(WatchRequest.class)
    public WatchView add(JsonNode body) {
        return view(watchlist.add(reader.read(body, WatchRequest.class)));
    }

    /** Stops watching a series; its bars stay. */
    @DELETE
    @Operation(operationId = "unwatchSeries", summary = "Keep it up to date no longer; its bars stay")
    @APIResponse(responseCode = "404", description = "The series is not watched")
    public Response remove(
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("timeframe") String timeframe) {
        Series watched = SeriesParameters.series(exchange, symbol, timeframe);
        if (!watchlist.remove(watched)) {
            throw ProblemException.notFound(watched + " is not watched");
        }
        return Response.noContent().build();
    }

    private WatchView view(Watchlist.Watch watch) {
        WatchRequest request = watch.request();
        Schedule schedule = watch.schedule();
        Series watched = SeriesParameters.series(request.exchange(), request.symbol(), request.timeframe());
        Optional<StoredSeries> stored = series.find(watched);
        return new WatchView(
                watched.exchange(),
                watched.symbol(),
                watched.timeframe().code(),
                request.startTs(),
                schedule.name(),
                schedule.paused(),
                schedule.nextFire(),
                schedule.lastFire(),
                schedule.lastJobId(),
                schedule.lastError(),
                stored.map(StoredSeries::bars).orElse(0L),
                stored.map(StoredSeries::lastOpen).orElse(null));
    }
}
