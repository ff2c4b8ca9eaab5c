package dev.quarry.report;

import dev.quarry.forward.Winner;
import dev.quarry.forward.WinnerName;
import dev.quarry.forward.Winners;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.RunFilter;
import dev.quarry.ledger.query.RunQuery;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.ledger.query.RunSort;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.search.SearchHistory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs winners again, on the prices that their search saw, and writes reports on them. */
@ApplicationScoped
class Reports {

    private final Winners winners;
    private final RunSearch runs;
    private final SearchHistory history;
    private final Clock clock;
    private final Duration longest;

    @Inject
    Reports(Winners winners, RunSearch runs, SearchHistory history) {
        this(winners, runs, history, Clock.systemUTC(), RunAgain.LONGEST);
    }

    /** @param longest how long the figures may take before the request is given up */
    Reports(Winners winners, RunSearch runs, SearchHistory history, Clock clock, Duration longest) {
        this.winners = winners;
        this.runs = runs;
        this.history = history;
        this.clock = clock;
        this.longest = longest;
    }

    /**
     * The report on a job's best run: of a discovery the winner with the best return, or where nothing won the run with it; of a
     * grid search its first row.
     *
     * @throws ProblemException as {@link #of}
     */
    String ofJob(long job, URI base) {
        WinnerName name = best(job, true).or(() -> best(job, null)).orElseGet(() -> new WinnerName(null, job, 0));
        return of(name, base);
    }

    private Optional<WinnerName> best(long job, Boolean winner) {
        RunFilter filter = new RunFilter(MarketFilter.ANY, job, winner, List.of(), Map.of(), null);
        return runs.page(new RunQuery(filter, RunSort.DEFAULT, null, 1)).runs().stream()
                .findFirst()
                .map(found -> new WinnerName(found.run().paramsHash(), null, null));
    }

    /**
     * The report as HTML.
     *
     * @param base where this API is reached, for the line that runs it again
     * @throws ProblemException 404 when there is no such winner; 409 when its prices or engine have changed; 503 when its
     *     figures take too long
     */
    String of(WinnerName name, URI base) {
        RunAgain again = RunAgain.of(winners, name, longest);
        Winner winner = again.winner();
        long trials =
                history.trials(winner.window(), winner.strategy().reference().key());
        return new ReportPage(
                        new ReportedWinner(
                                name, winner, again.prices(), again.bars(), again.result(), trials, clock.instant()),
                        base)
                .html();
    }
}
