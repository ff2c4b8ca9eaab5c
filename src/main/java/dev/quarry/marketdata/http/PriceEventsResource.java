package dev.quarry.marketdata.http;

import dev.quarry.marketdata.CorporateEvent;
import dev.quarry.marketdata.MarketName;
import dev.quarry.marketdata.push.EventIntake;
import dev.quarry.marketdata.push.PriceEvents;
import dev.quarry.marketdata.store.PriceEventStore;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import dev.quarry.platform.text.Literals;
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
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import tools.jackson.databind.JsonNode;

/** Splits and dividends, by which prices are adjusted when they are read. */
@Path("prices/events")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class PriceEventsResource {

    private static final List<List<String>> COLUMNS = List.of(
            List.of("ex_date", "date", "ex-date", "ex_time"),
            List.of("kind", "type", "action", "event"),
            List.of("value", "amount", "ratio"));

    private final EventIntake intake;
    private final PriceEventStore events;
    private final PayloadReader reader;

    @Inject
    public PriceEventsResource(EventIntake intake, PriceEventStore events, PayloadReader reader) {
        this.intake = intake;
        this.events = events;
        this.reader = reader;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public PriceEventsResource() {
        this(null, null, null);
    }

    /** A stored event. */
    public record EventView(
            @Described("The first moment at which shares are traded without it")
            OffsetDateTime exDate,

            @Described(value = "What happened", oneOf = "split, dividend")
            String kind,

            @Described("For a split, how many shares each old one became; for a dividend, the cash per share")
            double value) {}

    /** The events of a market, the earliest first. */
    public record EventsView(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("The events, the earliest first") List<EventView> events) {}

    /** How many events were deleted. */
    public record DeletedEvents(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("How many events were deleted") int events) {}

    /** Stores events of a market, all of them or none. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putPriceEvents",
            summary = "Store splits and dividends of a market",
            description = "As JSON; or as text/csv with exchange and symbol in the query and the columns "
                    + "ex_date, kind and value (4 or 4:1).")
    @RequestBodySchema(PriceEvents.class)
    public EventIntake.Result put(JsonNode body) {
        return intake.put(reader.read(body, PriceEvents.class));
    }

    /** Stores events from a table with the columns ex_date, kind and value. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes({"text/csv", MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "putPriceEventTable",
            summary = "Store splits and dividends of a market, from a CSV table",
            hidden = true)
    public EventIntake.Result putTable(
            @QueryParam("exchange") String exchange, @QueryParam("symbol") String symbol, InputStream body)
            throws IOException {
        SeriesParameters.series(exchange, symbol, "1d");
        PriceEvents sent = new PriceEvents(
                exchange,
                symbol,
                SmallTable.read(body, COLUMNS, PriceEvents.MAX).stream()
                        .map(row -> new PriceEvents.Entry(row[0], row[1], value(row[2])))
                        .toList());
        if (sent.events().isEmpty()) {
            throw new InvalidInputException("", "the table has no lines below its header");
        }
        InvalidInputException.throwIfAny(sent.violations());
        return intake.put(sent);
    }

    /** The value of an event; a ratio may be written as 4:1. Null for what is not a number. */
    private static Double value(String text) {
        String[] parts = text.split("[:/]", -1);
        List<Double> numbers = Arrays.stream(parts)
                .map(part -> Literals.number(part.strip()).orElse(Double.NaN))
                .toList();
        return parts.length > 2
                ? null
                : Double.valueOf(parts.length == 2 ? numbers.get(0) / numbers.get(1) : numbers.get(0));
    }

    /** The events of a market. */
    @GET
    @Operation(operationId = "listPriceEvents", summary = "The splits and dividends of a market")
    public EventsView list(@QueryParam("exchange") String exchange, @QueryParam("symbol") String symbol) {
        var market = SeriesParameters.series(exchange, symbol, "1d");
        return new EventsView(
                market.exchange(),
                market.symbol(),
                events.of(market.exchange(), market.symbol()).stream()
                        .map(event -> new EventView(
                                Timestamps.utc(event.exTime()), event.kind().text(), event.value()))
                        .toList());
    }

    /** Deletes events: all of a market, or those of a date or kind. */
    @DELETE
    @Operation(operationId = "deletePriceEvents", summary = "Delete splits and dividends of a market")
    public DeletedEvents delete(
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("ex_date") String exDate,
            @QueryParam("kind") String kind) {
        MarketName market = SeriesParameters.market(exchange, symbol);
        return new DeletedEvents(
                market.exchange(),
                market.symbol(),
                intake.delete(market, QueryParameter.time("ex_date", exDate), kind(kind)));
    }

    private static CorporateEvent.Kind kind(String text) {
        return text == null || text.isEmpty()
                ? null
                : Arrays.stream(CorporateEvent.Kind.values())
                        .filter(one -> one.text().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new InvalidInputException("kind", "must be split or dividend"));
    }
}
