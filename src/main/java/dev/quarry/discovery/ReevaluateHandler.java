package dev.quarry.discovery;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.tally.Reevaluation;
import dev.quarry.ledger.tally.Reevaluation.Judged;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.sweep.search.WinCriteria;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Judges stored runs by other win criteria; nothing is run again. */
@ApplicationScoped
public class ReevaluateHandler implements JobHandler<ReevaluateRequest, ReevaluateResult> {

    static final JobType TYPE = new JobType("reevaluate", Lane.LIGHT);

    private final Reevaluation reevaluation;
    private final Transactions transactions;
    private final KnownStrategies strategies;
    private final int batch;

    /** @param batch how many outcomes are judged in a transaction; each may stand for many runs */
    @Inject
    public ReevaluateHandler(
            Reevaluation reevaluation,
            Transactions transactions,
            KnownStrategies strategies,
            @ConfigProperty(name = "quarry.discovery.reevaluate-batch", defaultValue = "20000") int batch) {
        this.reevaluation = reevaluation;
        this.transactions = transactions;
        this.strategies = strategies;
        this.batch = batch;
    }

    @Override
    public JobType type() {
        return TYPE;
    }

    @Override
    public Class<ReevaluateRequest> parameters() {
        return ReevaluateRequest.class;
    }

    @Override
    public List<Violation> check(ReevaluateRequest request) {
        return strategies.fault(request.strategy()).stream().toList();
    }

    @Override
    public ReevaluateResult run(ReevaluateRequest request, JobContext job) {
        WinCriteria criteria = request.criteria();
        List<Long> setups = reevaluation.setups(request.market(), request.jobId(), job::checkpoint);
        long total = reevaluation.runs(setups);
        Reevaluation.Progress progress = reevaluation.progress(job.jobId());
        for (long setup : setups) {
            boolean more = setup >= progress.setup();
            while (more) {
                report(job, progress.judged(), total);
                Optional<Reevaluation.Progress> judged = judge(job, setup, criteria, progress);
                more = judged.isPresent();
                progress = judged.orElse(progress);
            }
        }
        report(job, progress.judged(), total);
        return ReevaluateResult.of(progress.judged(), criteria);
    }

    private Optional<Reevaluation.Progress> judge(
            JobContext job, long setup, WinCriteria criteria, Reevaluation.Progress from) {
        return transactions.inNew(() -> {
            Optional<Reevaluation.Progress> judged = reevaluation.judge(job.jobId(), setup, criteria, from, batch);
            job.fence();
            return judged;
        });
    }

    private static void report(JobContext job, Judged judged, long total) {
        job.progress(
                judged.runs(),
                Math.max(total, judged.runs()),
                String.format(
                        Locale.ROOT,
                        "Judged %d runs: %d became winners, %d became losers",
                        judged.runs(),
                        judged.becameWinners(),
                        judged.becameLosers()));
    }
}
