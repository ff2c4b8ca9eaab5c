package dev.quarry.marketdata.ingest;

import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.exchange.ConfiguredExchanges;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.Market;
import dev.quarry.platform.config.StartupFailure;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The exchanges that this node may call: all, or those that {@code quarry.exchanges} names. */
@ApplicationScoped
public class Exchanges {

    private static final Logger LOG = Logger.getLogger(Exchanges.class.getName());
    private static final String ALL = "all";
    private static final Set<String> WORDS = Set.of(ALL, "none");

    private final List<Exchange> exchanges;

    /**
     * Fails the start with a sentence when a file is wrong, or {@code quarry.exchanges} names an exchange that does not
     * exist.
     */
    @Inject
    public Exchanges(
            Instance<Exchange> exchanges,
            Instance<ConfiguredExchanges> configured,
            @ConfigProperty(name = "quarry.exchanges", defaultValue = ALL) String allowed) {
        this(allowed(together(exchanges.stream().toList(), configured), allowed));
    }

    /** Reads all files at the start. */
    void check(@Observes Startup event) {
        LOG.log(Level.FINE, "Exchanges that may be asked: {0}", names());
    }

    private static List<Exchange> together(List<Exchange> beans, Instance<ConfiguredExchanges> configured) {
        List<Exchange> described;
        try {
            described = configured.get().all();
        } catch (IllegalStateException e) {
            throw refused(e.getMessage());
        }
        Set<String> own = beans.stream().map(Exchange::name).collect(Collectors.toSet());
        described.stream().map(Exchange::name).filter(own::contains).findFirst().ifPresent(name -> {
            throw refused("The file " + name + ".json of quarry.exchanges.directory has the name of an exchange that"
                    + " Quarry has itself; give it another one.");
        });
        return Stream.concat(beans.stream(), described.stream()).toList();
    }

    private static IllegalStateException refused(String sentence) {
        StartupFailure.leave(sentence);
        return new IllegalStateException(sentence);
    }

    Exchanges(List<Exchange> exchanges) {
        this.exchanges = List.copyOf(exchanges);
    }

    private static List<Exchange> allowed(List<Exchange> all, String allowed) {
        Set<String> names = Arrays.stream(allowed.split(",")).map(String::strip).collect(Collectors.toSet());
        Set<String> known = all.stream().map(Exchange::name).collect(Collectors.toCollection(TreeSet::new));
        names.stream()
                .filter(name -> !known.contains(name) && !WORDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw refused("quarry.exchanges names " + name + ", which is no exchange here; there are "
                            + String.join(", ", known) + ".");
                });
        return names.contains(ALL)
                ? all
                : all.stream()
                        .filter(exchange -> names.contains(exchange.name()))
                        .toList();
    }

    /** The exchange of that name; empty when it may not be called. */
    public Optional<Exchange> find(String name) {
        return exchanges.stream()
                .filter(exchange -> exchange.name().equals(name))
                .findFirst();
    }

    public List<String> names() {
        return exchanges.stream().map(Exchange::name).sorted().toList();
    }

    /** Whether the exchange has bars of a market on that raster. */
    static boolean serves(Exchange exchange, String symbol, BarRaster raster) {
        return Market.of(symbol).isPresent() && asked(exchange, raster).isPresent();
    }

    /**
     * The timeframe to request: that of the raster itself, or the longest from which such bars can be made. Empty when
     * there is neither.
     */
    static Optional<Timeframe> asked(Exchange exchange, BarRaster requested) {
        if (requested.isStandard() && exchange.timeframes().contains(requested.timeframe())) {
            return Optional.of(requested.timeframe());
        }
        return exchange.timeframes().stream()
                .filter(requested::isMadeOf)
                .max(Comparator.comparingLong(Timeframe::millis));
    }

    /** What is wrong with a request to this exchange. */
    public static List<Violation> check(Exchange exchange, IngestionRequest request) {
        List<Violation> violations = new ArrayList<>();
        if (!request.series().exchange().equals(exchange.name())) {
            violations.add(new Violation("exchange", "must be " + exchange.name() + ", as the source is"));
        }
        if (Market.of(request.symbol()).isEmpty()) {
            violations.add(new Violation("symbol", "must be written like BTC/USD for an exchange"));
        }
        if (asked(exchange, BarRaster.standard(request.series().timeframe())).isEmpty()) {
            violations.add(new Violation("timeframe", "cannot be had from " + exchange.name()));
        }
        if (request.startTs() == null) {
            violations.add(new Violation("start_ts", "is required for an exchange"));
        }
        if (request.file() != null) {
            violations.add(new Violation("file", "does not go with the source " + exchange.name()));
        }
        if (request.uploadId() != null) {
            violations.add(new Violation("upload_id", "does not go with the source " + exchange.name()));
        }
        return violations;
    }
}
