package dev.quarry.leaderboard;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.RankedRun;
import dev.quarry.ledger.query.WinnerRanking;
import dev.quarry.ledger.tally.RunAnalysis;
import dev.quarry.ledger.tally.WinnerStatistics;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;

/** Ranks the winners in the ledger, assesses the best of them and stores the result as a snapshot. */
@ApplicationScoped
public class LeaderboardRefreshHandler implements JobHandler<LeaderboardRequest, LeaderboardResult> {

    static final JobType TYPE = new JobType("leaderboard_refresh", Lane.LIGHT);

    private final RunAnalysis runs;
    private final WinnerRanking ranking;
    private final WinnerAssessments assessments;
    private final SnapshotStore snapshots;
    private final Transactions transactions;
    private final KnownStrategies strategies;

    @Inject
    public LeaderboardRefreshHandler(
            RunAnalysis runs,
            WinnerRanking ranking,
            WinnerAssessments assessments,
            SnapshotStore snapshots,
            Transactions transactions,
            KnownStrategies strategies) {
        this.strategies = strategies;
        this.runs = runs;
        this.ranking = ranking;
        this.assessments = assessments;
        this.snapshots = snapshots;
        this.transactions = transactions;
    }

    @Override
    public JobType type() {
        return TYPE;
    }

    @Override
    public Class<LeaderboardRequest> parameters() {
        return LeaderboardRequest.class;
    }

    @Override
    public List<Violation> check(LeaderboardRequest request) {
        return strategies.fault(request.strategy()).stream().toList();
    }

    /**
     * A refresh by a schedule that names no settings repeats those that a client requested last for its strategy: it keeps that
     * leaderboard up to date, and a top 100 by Sharpe ratio does not become the default 25 by return.
     */
    @Override
    public LeaderboardResult run(LeaderboardRequest request, JobContext job) {
        boolean asked = !snapshots.scheduled(job.jobId());
        if (asked || !request.isPlain()) {
            return run(request, asked, job);
        }
        return run(snapshots.lastAsked(request.market().strategy()).orElse(request), false, job);
    }

    private LeaderboardResult run(LeaderboardRequest request, boolean asked, JobContext job) {
        job.progress(0, 0, "Ranking winners by " + request.sortBy());
        WinnerStatistics statistics = runs.winnerStatistics(request.market());
        List<RankedRun> best = ranking.best(request.query());
        int assessed = Math.min(request.assess(), best.size());
        int steps = assessed + 2;
        job.progress(1, steps, String.format(Locale.ROOT, "Ranked %d strategies", best.size()));
        Leaderboard leaderboard = Leaderboard.of(
                statistics,
                best,
                assessments.of(best.subList(0, assessed), job, new AssessmentProgress(job, 1, assessed, steps)),
                assessments.kept(best));
        long snapshotId = transactions.inNew(() -> {
            long saved = snapshots.save(job.jobId(), request, asked, leaderboard);
            job.fence();
            return saved;
        });
        job.progress(steps, steps, "Leaderboard stored");
        return new LeaderboardResult(snapshotId, leaderboard.stats(), leaderboard.strategies());
    }
}
