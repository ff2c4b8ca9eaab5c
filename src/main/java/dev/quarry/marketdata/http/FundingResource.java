package dev.quarry.marketdata.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.marketdata.FundingRates;
import dev.quarry.marketdata.MarketName;
import dev.quarry.marketdata.push.FundingHistory;
import dev.quarry.marketdata.push.FundingIntake;
import dev.quarry.marketdata.store.FundingRateStore;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
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
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import tools.jackson.databind.JsonNode;

/** The funding rates of markets, which back-tests charge with {@code funding: historical}. */
@Path("prices/funding")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class FundingResource {

    private static final int DEFAULT_LIMIT = 1000;
    private static final int MAX = 10_000;
    private static final List<List<String>> COLUMNS = List.of(
            List.of("ts", "ts_ms", "time", "timestamp", "calc_time", "funding_time", "fundingtime"),
            List.of("rate", "funding_rate", "fundingrate", "last_funding_rate"));

    private final FundingIntake intake;
    private final FundingRateStore funding;
    private final PayloadReader reader;

    @Inject
    public FundingResource(FundingIntake intake, FundingRateStore funding, PayloadReader reader) {
        this.intake = intake;
        this.funding = funding;
        this.reader = reader;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public FundingResource() {
        this(null, null, null);
    }

    /** A stored rate. */
    public record RateView(
            @Described("When the payment fell due") OffsetDateTime ts,

            @Described("Fraction of the notional that longs paid to shorts; negative: shorts to longs")
            double rate) {}

    /** Rates of a market, the earliest first. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record RatesView(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("The rates, the earliest first") List<RateView> rates,

            @Described("The start of the next page; null on the last")
            OffsetDateTime nextStartTs) {}

    /** How many rates were deleted. */
    public record DeletedRates(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("How many rates were deleted") int rates) {}

    /** Stores rates of a market, all of them or none. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putFundingRates",
            summary = "Store funding rates of a market",
            description = "As JSON; or as text/csv with exchange and symbol in the query and the columns ts (or "
                    + "calc_time) and rate (or last_funding_rate).")
    @RequestBodySchema(FundingHistory.class)
    public FundingIntake.Result put(JsonNode body) {
        return intake.put(reader.read(body, FundingHistory.class));
    }

    /** Stores rates from a table with the columns ts and rate. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes({"text/csv", MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "putFundingRateTable",
            summary = "Store funding rates of a market, from a CSV table",
            hidden = true)
    public FundingIntake.Result putTable(
            @QueryParam("exchange") String exchange, @QueryParam("symbol") String symbol, InputStream body)
            throws IOException {
        SeriesParameters.series(exchange, symbol, "1d");
        FundingHistory sent = new FundingHistory(
                exchange,
                symbol,
                SmallTable.read(body, COLUMNS, FundingHistory.MAX).stream()
                        .map(row -> new FundingHistory.Entry(
                                row[0], Literals.number(row[1]).orElse(Double.NaN)))
                        .toList());
        if (sent.rates().isEmpty()) {
            throw new InvalidInputException("", "the table has no lines below its header");
        }
        InvalidInputException.throwIfAny(sent.violations());
        return intake.put(sent);
    }

    /** Rates of a market. */
    @GET
    @Operation(operationId = "listFundingRates", summary = "The funding rates of a market, page by page")
    public RatesView list(
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("start_ts") String start,
            @QueryParam("end_ts") String end,
            @QueryParam("limit") @Whole(min = 1, max = MAX, defaultValue = DEFAULT_LIMIT) String limit) {
        var market = SeriesParameters.series(exchange, symbol, "1d");
        int most = QueryParameter.integer("limit", limit, DEFAULT_LIMIT, 1, MAX);
        FundingRates rates = funding.of(
                market.exchange(), market.symbol(), SeriesParameters.start(start), SeriesParameters.end(end), most + 1);
        int shown = Math.min(most, rates.time().length);
        return new RatesView(
                market.exchange(),
                market.symbol(),
                IntStream.range(0, shown)
                        .mapToObj(i -> new RateView(Timestamps.utc(rates.time()[i]), rates.rate()[i]))
                        .toList(),
                shown < rates.time().length ? Timestamps.utc(rates.time()[shown]) : null);
    }

    /** Deletes the rates of a market. */
    @DELETE
    @Operation(operationId = "deleteFundingRates", summary = "Delete the funding rates of a market")
    public DeletedRates delete(@QueryParam("exchange") String exchange, @QueryParam("symbol") String symbol) {
        MarketName market = SeriesParameters.market(exchange, symbol);
        return new DeletedRates(market.exchange(), market.symbol(), intake.delete(market));
    }
}
