package dev.quarry.marketdata.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.RevisionStore;
import dev.quarry.marketdata.store.RevisionStore.Revision;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.StoredSeries;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The bars of a series that were replaced. */
@Path("prices/revisions")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RevisionsResource {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX = 1000;

    private final SeriesStore series;
    private final RevisionStore revisions;

    @Inject
    public RevisionsResource(SeriesStore series, RevisionStore revisions) {
        this.series = series;
        this.revisions = revisions;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public RevisionsResource() {
        this(null, null);
    }

    /** Where a page begins. */
    private record Start(long open, OffsetDateTime replacedAt) {}

    /** Bars that were replaced, by their time; for one bar the earlier revision first. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record RevisionsView(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("The length of a bar") String timeframe,

            @Described("The revisions, by the time of their bars")
            List<Revision> revisions,

            @Described("The cursor of the next page; null on the last")
            String nextCursor) {}

    /** The revisions of a series. */
    @GET
    @Operation(
            operationId = "listRevisions",
            summary = "What bars of a series were before they were replaced, page by page")
    @APIResponse(responseCode = "404", description = "The series is not stored")
    public RevisionsView list(
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("timeframe") String timeframe,
            @QueryParam("start_ts") String start,
            @QueryParam("end_ts") String end,
            @QueryParam("limit") @Whole(min = 1, max = MAX, defaultValue = DEFAULT_LIMIT) String limit,
            @QueryParam("cursor") String cursor) {
        Series requested = SeriesParameters.series(exchange, symbol, timeframe);
        int most = QueryParameter.integer("limit", limit, DEFAULT_LIMIT, 1, MAX);
        Start first = start(cursor, SeriesParameters.start(start));
        StoredSeries stored = series.find(requested).orElseThrow(() -> SeriesParameters.notStored(requested));
        List<Revision> found =
                revisions.page(stored.id(), first.open(), first.replacedAt(), SeriesParameters.end(end), most + 1);
        return new RevisionsView(
                requested.exchange(),
                requested.symbol(),
                requested.timeframe().code(),
                found.subList(0, Math.min(most, found.size())),
                found.size() > most ? cursor(found.get(most)) : null);
    }

    private static String cursor(Revision next) {
        return Long.toString(next.ts().toInstant().toEpochMilli(), Character.MAX_RADIX) + "."
                + Long.toString(next.replacedAt().toInstant().toEpochMilli(), Character.MAX_RADIX);
    }

    private static Start start(String cursor, long otherwise) {
        if (cursor == null || cursor.isBlank()) {
            return new Start(otherwise, Timestamps.utc(AsOf.EARLIEST.toEpochMilli()));
        }
        try {
            String[] parts = cursor.split("\\.", 2);
            return new Start(inCalendar(parts[0]), Timestamps.utc(inCalendar(parts[1])));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new InvalidInputException("cursor", "must be the next_cursor of the page before");
        }
    }

    private static long inCalendar(String text) {
        return Math.max(
                SeriesParameters.EARLIEST,
                Math.min(SeriesParameters.LATEST, Long.parseLong(text, Character.MAX_RADIX)));
    }
}
