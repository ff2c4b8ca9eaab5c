package dev.quarry.ledger.query;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.Database;
import dev.quarry.strategy.Strategy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Tells a strategy from a slip of the pen where runs are chosen by it: a name without runs and a name that there is not would both
 * choose nothing.
 */
@ApplicationScoped
public class KnownStrategies {

    private final StrategyCatalog catalog;
    private final Database database;

    @Inject
    public KnownStrategies(StrategyCatalog catalog, Database database) {
        this.catalog = catalog;
        this.database = database;
    }

    /**
     * What is wrong with a client's text for a strategy: no name at all, or none that the catalog or a stored run has.
     *
     * @param text null for the built-in family
     */
    public Optional<Violation> fault(String text) {
        Optional<Violation> misspelt = MarketFilter.strategyFault(text);
        if (misspelt.isPresent()) {
            return misspelt;
        }
        MarketFilter filter = MarketFilter.of(text, null, null, null, null, null);
        if (filter.strategy() == null) {
            return Optional.empty();
        }
        StrategyCatalog.Found found = catalog.find(filter.strategy());
        return found.strategy().isPresent() || filter.isOfAnyRun(database)
                ? Optional.empty()
                : found.violations().stream().findFirst();
    }

    /** The strategy of a text; empty where runs of any are meant, or of one that the catalog has no more. */
    public Optional<Strategy> find(String text) {
        return text != null && text.strip().equals(MarketFilter.EVERY_STRATEGY)
                ? Optional.empty()
                : catalog.find(text == null ? null : text.strip()).strategy().map(CatalogedStrategy::strategy);
    }

    /**
     * The text, where it has no {@link #fault}.
     *
     * @throws InvalidInputException where it has one
     */
    public String require(String text) {
        fault(text).ifPresent(violation -> {
            throw new InvalidInputException(violation.field(), violation.reason());
        });
        return text;
    }
}
