package dev.quarry.marketdata.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.CandlePages;
import dev.quarry.marketdata.store.UnfinishedCandleStore;
import dev.quarry.platform.http.FormatParameter;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.text.ReferenceText;
import dev.quarry.series.Adjust;
import dev.quarry.series.Bars;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The stored bars, page by page. */
@Path("prices")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class CandlesResource {

    private static final int MAX = 10_000;
    private static final int DEFAULT_LIMIT = 1000;
    private static final Duration LONGEST_TABLE = Duration.ofMinutes(10);

    private final CandlePages pages;
    private final UnfinishedCandleStore unfinished;

    @Inject
    public CandlesResource(CandlePages pages, UnfinishedCandleStore unfinished) {
        this.pages = pages;
        this.unfinished = unfinished;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public CandlesResource() {
        this(null, null);
    }

    /** A finished bar. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CandleView(
            @Described("Open of the bar, milliseconds since the epoch")
            long tsMs,

            @Described("First price") double open,
            @Described("Highest price") double high,
            @Described("Lowest price") double low,
            @Described("Last price") double close,

            @Described("Traded volume, in units of the base asset")
            double volume,

            @Described(
                    "For a bar made of shorter ones, whether as many of them exist as usual; absent for a stored one")
            Boolean complete,

            @Described("For a bar made of shorter ones, the share of its time that they cover, a fraction; "
                    + "absent for a stored one")
            Double covered) {}

    /** A page of bars. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record CandlePageView(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("The length of a bar") String timeframe,

            @Described("The timeframe of which they are made; null when they are stored")
            String resampledFrom,

            @Described("The bars, the earliest first") List<CandleView> candles,

            @Described("The bar that is still changing; only on the last page, and only if one was seen")
            UnfinishedCandleStore.Unfinished unfinished,

            @Described("The cursor of the next page; null on the last")
            String nextCursor) {}

    /** Finished bars, of the series or made of a shorter timeframe. */
    @GET
    @Path("candles")
    @Operation(
            operationId = "listCandles",
            summary = "Bars, stored or made of shorter ones, page by page",
            description = "As CSV or Arrow all bars of the range, unless limit or cursor is given.")
    @Parameter(name = FormatParameter.NAME, in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @APIResponseSchema(CandlePageView.class)
    @APIResponse(responseCode = "404", description = "The series is not stored")
    public Response candles(
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("timeframe") String timeframe,
            @QueryParam("start_ts") String start,
            @QueryParam("end_ts") String end,
            @QueryParam("limit") @Whole(min = 1, max = MAX, defaultValue = DEFAULT_LIMIT) String limit,
            @QueryParam("cursor") String cursor,
            @QueryParam("adjust") String adjust,
            @QueryParam("as_of") String asOf,
            @Context UriInfo uri) {
        Series requested = SeriesParameters.series(exchange, symbol, timeframe);
        long from = cursor(cursor, SeriesParameters.start(start));
        long to = SeriesParameters.end(end);
        AsOf when = AsOf.of(QueryParameter.time("as_of", asOf));
        CandlePages.Page page = pages.read(
                        requested,
                        from,
                        to,
                        QueryParameter.integer("limit", limit, DEFAULT_LIMIT, 1, MAX),
                        adjust(adjust),
                        when)
                .orElseThrow(() -> SeriesParameters.notStored(requested));
        String next = next(page);
        return linked(Response.ok(view(requested, page, to, when, next), MediaType.APPLICATION_JSON), next, uri);
    }

    private static Response linked(Response.ResponseBuilder answer, String next, UriInfo uri) {
        return next == null
                ? answer.build()
                : answer.link(
                                uri.getRequestUriBuilder()
                                        .replaceQueryParam("cursor", next)
                                        .build(),
                                "next")
                        .build();
    }

    /** The same bars as a table, which as CSV can be imported with the layout plain: the whole range, or a page of it. */
    @GET
    @Path("candles")
    @Produces({TableAnswer.CSV, TableAnswer.ARROW, TableAnswer.PARQUET})
    @Operation(hidden = true)
    public Response table(
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("timeframe") String timeframe,
            @QueryParam("start_ts") String start,
            @QueryParam("end_ts") String end,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @QueryParam("adjust") String adjust,
            @QueryParam("as_of") String asOf,
            @Context UriInfo uri) {
        Series requested = SeriesParameters.series(exchange, symbol, timeframe);
        boolean whole = isBlank(limit) && isBlank(cursor);
        long to = SeriesParameters.end(end);
        int most = whole ? MAX : QueryParameter.integer("limit", limit, DEFAULT_LIMIT, 1, MAX);
        AsOf when = AsOf.of(QueryParameter.time("as_of", asOf));
        Adjust adjusted = adjust(adjust);
        LongFunction<CandlePages.Page> pageFrom = from -> pages.read(requested, from, to, most, adjusted, when)
                .orElseThrow(() -> SeriesParameters.notStored(requested));
        CandlePages.Page first = pageFrom.apply(cursor(cursor, SeriesParameters.start(start)));
        TableAnswer table = new CandleTable(first, whole ? pageFrom : null, LONGEST_TABLE)
                .answer(requested, uri.getRequestUri().getRawQuery());
        return linked(Response.ok(table), whole ? null : next(first), uri);
    }

    private static String next(CandlePages.Page page) {
        return page.next().isPresent() ? Long.toString(page.next().getAsLong(), Character.MAX_RADIX) : null;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private CandlePageView view(Series requested, CandlePages.Page page, long to, AsOf asOf, String next) {
        Bars bars = page.bars();
        List<CandleView> rows = new ArrayList<>(bars.size());
        for (int i = 0; i < bars.size(); i++) {
            rows.add(new CandleView(
                    bars.openTime()[i],
                    bars.open()[i],
                    bars.high()[i],
                    bars.low()[i],
                    bars.close()[i],
                    bars.volume()[i],
                    page.coverage() == null ? null : page.coverage().complete()[i],
                    page.coverage() == null ? null : page.coverage().covered()[i]));
        }
        boolean same = page.stored().timeframe() == requested.timeframe();
        return new CandlePageView(
                requested.exchange(),
                requested.symbol(),
                requested.timeframe().code(),
                same ? null : page.stored().timeframe().code(),
                rows,
                !same || next != null || !asOf.isNow()
                        ? null
                        : unfinished
                                .find(page.seriesId())
                                .filter(bar -> bar.openTime().toInstant().toEpochMilli() <= to)
                                .orElse(null),
                next);
    }

    private static Adjust adjust(String text) {
        if (text == null || text.isBlank()) {
            return Adjust.NONE;
        }
        return ReferenceText.read(Adjust.class, text)
                .orElseThrow(() -> new InvalidInputException(
                        Adjust.NAME, "must be one of " + String.join(", ", ReferenceText.texts(Adjust.class))));
    }

    private static long cursor(String cursor, long otherwise) {
        if (cursor == null || cursor.isBlank()) {
            return otherwise;
        }
        try {
            long from = Long.parseLong(cursor, Character.MAX_RADIX);
            return Math.max(
                    otherwise,
                    Math.min(from, Instant.parse("9999-12-31T00:00:00Z").toEpochMilli()));
        } catch (NumberFormatException e) {
            throw new InvalidInputException("cursor", "must be the next_cursor of a page before");
        }
    }
}
