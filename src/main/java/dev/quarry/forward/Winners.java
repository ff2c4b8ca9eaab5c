package dev.quarry.forward;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.RunHash;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.search.EngineVersion;
import dev.quarry.search.TestedPrices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;

/** Finds winners by their names. */
@ApplicationScoped
public class Winners {

    private final RunSearch runs;
    private final FoundRows rows;
    private final AssessmentStore assessments;
    private final PriceHistory prices;
    private final StrategyCatalog catalog;

    @Inject
    public Winners(
            RunSearch runs, FoundRows rows, AssessmentStore assessments, PriceHistory prices, StrategyCatalog catalog) {
        this.catalog = catalog;
        this.runs = runs;
        this.rows = rows;
        this.assessments = assessments;
        this.prices = prices;
    }

    /** @throws ProblemException 404 or 409 when there is none of that name */
    public Winner find(WinnerName name) {
        if (name.paramsHash() == null) {
            return rows.row(name.jobId(), name.row());
        }
        FoundRun found = runs.find(RunHash.of(name.paramsHash()))
                .orElseThrow(() -> ProblemException.notFound(
                        String.format(Locale.ROOT, "There is no stored run %s", name.paramsHash())));
        RunSetup setup = found.setup();
        String hash = found.run().paramsHash();
        return new Winner(
                setup.window(),
                catalog.requested(setup.strategy().text()),
                found.parameters(),
                setup.engineVersion(),
                setup.dataDigest(),
                assessments.verdict(hash, setup),
                assessments.newest(hash, setup),
                found.testedAt(),
                () -> seen(found));
    }

    private TestedPrices seen(FoundRun found) {
        RunSetup setup = found.setup();
        if (!setup.engineVersion().equals(EngineVersion.CURRENT)) {
            throw changed(String.format(
                    Locale.ROOT,
                    "It was found by version %s of the engine, the present one is %s",
                    setup.engineVersion(),
                    EngineVersion.CURRENT));
        }
        TestedPrices now = TestedPrices.stored(prices, setup.window(), found.parameters());
        if (now.digest().equals(setup.dataDigest())) {
            return now;
        }
        TestedPrices then = TestedPrices.stored(prices.asOf(found.testedAt()), setup.window(), found.parameters());
        if (!then.digest().equals(setup.dataDigest())) {
            throw changed("The stored prices are not those it was found on");
        }
        return then;
    }

    private static ProblemException changed(String what) {
        return new ProblemException(409, "Conflict", what + ": run the search again");
    }
}
