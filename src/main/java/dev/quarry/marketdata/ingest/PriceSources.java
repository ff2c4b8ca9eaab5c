package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources that this node has. */
@ApplicationScoped
public class PriceSources {

    private final List<PriceSource> sources;
    private final Exchanges exchanges;

    @Inject
    public PriceSources(Instance<PriceSource> sources, Exchanges exchanges) {
        this(sources.stream().toList(), exchanges);
    }

    PriceSources(List<PriceSource> sources, Exchanges exchanges) {
        this.sources = sources;
        this.exchanges = exchanges;
    }

    /** What is wrong with the choice of the source, or with the request to the chosen source. */
    List<Violation> check(IngestionRequest request) {
        if (request.manySeries() && !request.sourceName().equals(FileSource.NAME)) {
            return List.of(new Violation(
                    request.eachEntry() ? "entry" : "symbol_column", "goes with a file only, which names its series"));
        }
        Optional<Exchange> exchange = exchange(request);
        if (exchange.isPresent()) {
            return Exchanges.check(exchange.get(), request);
        }
        return find(request)
                .map(source -> source.check(request))
                .orElseGet(() -> List.of(
                        request.source() == null
                                ? new Violation(
                                        "exchange",
                                        String.format(
                                                Locale.ROOT,
                                                "is no source of prices here: available are %s; prices of other exchanges come as files",
                                                names()))
                                : new Violation("source", "must be one of " + names())));
    }

    /** The exchange that a request chooses; empty when it uses another source. */
    Optional<Exchange> exchange(IngestionRequest request) {
        return exchanges.find(request.sourceName());
    }

    /**
     * The source that a checked request chooses.
     *
     * @throws JobFailedException when it no longer exists since the request was checked
     */
    PriceSource of(IngestionRequest request) {
        return find(request)
                .orElseThrow(() -> new JobFailedException(request.sourceName() + " is no source of prices here."));
    }

    private Optional<PriceSource> find(IngestionRequest request) {
        return sources.stream()
                .filter(source -> source.name().equals(request.sourceName()))
                .findFirst();
    }

    private String names() {
        return Stream.concat(sources.stream().map(PriceSource::name), exchanges.names().stream())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
