package dev.quarry.marketdata.ingest;

import dev.quarry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The sources that this node has. */
@ApplicationScoped
public class PriceSources {

    private final List<PriceSource> sources;

    @Inject
    public PriceSources(Instance<PriceSource> sources) {
        this(sources.stream().toList());
    }

    PriceSources(List<PriceSource> sources) {
        this.sources = sources;
    }

    /** What is wrong with the choice of the source, or with the request for the source chosen. */
    List<Violation> check(IngestionRequest request) {
        return find(request)
                .map(source -> source.check(request))
                .orElseGet(() -> List.of(
                        request.source() == null
                                ? new Violation(
                                        "exchange",
                                        "is no source of prices here: available are %s; prices of other exchanges come as files"
                                                .formatted(names()))
                                : new Violation("source", "must be one of " + names())));
    }

    /** The source that a checked request chooses. */
    PriceSource of(IngestionRequest request) {
        return find(request).orElseThrow();
    }

    private Optional<PriceSource> find(IngestionRequest request) {
        return sources.stream()
                .filter(source -> source.name().equals(request.sourceName()))
                .findFirst();
    }

    private String names() {
        return String.join(
                ", ", sources.stream().map(PriceSource::name).sorted().toList());
    }
}
