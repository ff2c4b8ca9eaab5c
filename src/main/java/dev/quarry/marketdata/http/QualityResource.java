package dev.quarry.marketdata.http;

import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.MarketCalendar;
import dev.quarry.marketdata.MarketName;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.SeriesQuality;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.KnownRangeStore;
import dev.quarry.marketdata.store.MarketCalendarStore;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.StoredSeries;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.ExactTime;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.series.Bars;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonSerialize;

/** Anomalies of stored bars, and the calendar by which gaps are recognised. */
@Path("prices")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class QualityResource {

    private static final long MAX_EXAMINED = 3_000_000;

    private final SeriesStore series;
    private final CandleStore candles;
    private final KnownRangeStore known;
    private final MarketCalendarStore calendars;
    private final PayloadReader reader;

    @Inject
    public QualityResource(
            SeriesStore series,
            CandleStore candles,
            KnownRangeStore known,
            MarketCalendarStore calendars,
            PayloadReader reader) {
        this.series = series;
        this.candles = candles;
        this.known = known;
        this.calendars = calendars;
        this.reader = reader;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public QualityResource() {
        this(null, null, null, null, null);
    }

    /** The anomalies of a series. */
    public record QualityView(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("The length of a bar") String timeframe,
            @Described("Open of the first bar examined") OffsetDateTime firstTs,
            @Described("Open of the last bar examined") OffsetDateTime lastTs,
            @Described("The anomalies") SeriesQuality quality,

            @Described("When its market trades; time outside is not a gap")
            MarketCalendar calendar,

            @Described(
                    value = "Whether the calendar was set by a user or is derived from the bars",
                    oneOf = "set, bars")
            String calendarSource,

            @Described("How many values of the whole series were replaced since Quarry began to count")
            long revisions,

            @Described("When its bars changed last: the as_of that gives them again")
            @JsonSerialize(using = ExactTime.class)
            OffsetDateTime changedAt) {}

    /** Gaps, jumps and other oddities of a series or a part of it. */
    @GET
    @Path("quality")
    @Operation(operationId = "getPriceQuality", summary = "Gaps, contradictions and jumps of a series")
    @APIResponse(responseCode = "404", description = "The series is not stored")
    public QualityView quality(
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("timeframe") String timeframe,
            @QueryParam("start_ts") String start,
            @QueryParam("end_ts") String end) {
        Series requested = SeriesParameters.series(exchange, symbol, timeframe);
        StoredSeries stored = series.find(requested)
                .filter(s -> s.bars() > 0)
                .orElseThrow(() -> SeriesParameters.notStored(requested));
        long from = SeriesParameters.start(start);
        long to = SeriesParameters.end(end);
        Bars bars = candles.load(stored.id(), requested.timeframe(), from, to, (int) MAX_EXAMINED + 1);
        if (bars.size() > MAX_EXAMINED) {
            throw new InvalidInputException(
                    "end_ts",
                    String.format(
                            Locale.ROOT, "is too far from start_ts: at most %,d bars are examined", MAX_EXAMINED));
        }
        int n = bars.size();
        List<BarRange> unknown = n == 0
                ? List.of()
                : known.missing(stored.id(), new BarRange(bars.openTime()[0], bars.openTime()[n - 1] + 1));
        Optional<MarketCalendar> set = calendars.find(requested.market());
        MarketCalendar calendar = set.orElseGet(() -> MarketCalendar.learned(bars));
        return new QualityView(
                requested.exchange(),
                requested.symbol(),
                requested.timeframe().code(),
                n == 0 ? null : Timestamps.utc(bars.openTime()[0]),
                n == 0 ? null : Timestamps.utc(bars.openTime()[n - 1]),
                SeriesQuality.of(bars, unknown, calendar),
                calendar,
                set.isPresent() ? "set" : "bars",
                stored.revisions(),
                stored.changedAt());
    }

    /** The calendar that was set for a market. */
    @GET
    @Path("calendar")
    @Operation(operationId = "getMarketCalendar", summary = "The calendar that was set for a market")
    @APIResponse(responseCode = "404", description = "None was set: GET /v1/prices/quality shows what the bars tell")
    public MarketCalendar calendar(@QueryParam("exchange") String exchange, @QueryParam("symbol") String symbol) {
        MarketName market = SeriesParameters.market(exchange, symbol);
        return calendars.find(market).orElseThrow(() -> noneSet(market));
    }

    /** Sets when a market trades, for its bars of all lengths. */
    @PUT
    @Path("calendar")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putMarketCalendar",
            summary = "Say when a market trades",
            description =
                    "Goes before what its bars tell, for bars of every length; GET /v1/prices/quality shows that in"
                            + " the same form.")
    @RequestBodySchema(MarketCalendar.class)
    public MarketCalendar setCalendar(
            @QueryParam("exchange") String exchange, @QueryParam("symbol") String symbol, JsonNode body) {
        MarketName market = SeriesParameters.market(exchange, symbol);
        MarketCalendar calendar = reader.read(body, MarketCalendar.class);
        calendars.put(market, calendar);
        return calendar;
    }

    /** Removes the calendar, so that it is derived from the bars again. */
    @DELETE
    @Path("calendar")
    @Operation(operationId = "deleteMarketCalendar", summary = "Let a market's bars tell when it trades again")
    @APIResponse(responseCode = "404", description = "None was set")
    public Response removeCalendar(@QueryParam("exchange") String exchange, @QueryParam("symbol") String symbol) {
        MarketName market = SeriesParameters.market(exchange, symbol);
        if (!calendars.remove(market)) {
            throw noneSet(market);
        }
        return Response.noContent().build();
    }

    private static ProblemException noneSet(MarketName market) {
        return ProblemException.notFound(
                "No calendar is set for " + market + "; GET /v1/prices/quality shows what its bars tell");
    }
}
