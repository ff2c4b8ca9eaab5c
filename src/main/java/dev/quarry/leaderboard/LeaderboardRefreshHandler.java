package dev.quarry.leaderboard;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.runs.RunAnalysis;
import dev.quarry.runs.WinnerRanking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Ranks the winners in the ledger and stores the result as a snapshot. */
@ApplicationScoped
public class LeaderboardRefreshHandler implements JobHandler<LeaderboardRequest, LeaderboardResult> {

    static final JobType TYPE = new JobType("leaderboard_refresh", Lane.LIGHT);

    private final RunAnalysis runs;
    private final WinnerRanking ranking;
    private final SnapshotStore snapshots;
    private final Transactions transactions;

    @Inject
    public LeaderboardRefreshHandler(
            RunAnalysis runs, WinnerRanking ranking, SnapshotStore snapshots, Transactions transactions) {
        this.runs = runs;
        this.ranking = ranking;
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
    public LeaderboardResult run(LeaderboardRequest request, JobContext job) {
        job.progress(0, 2, "Ranking winners by " + request.sortBy());
        Leaderboard leaderboard =
                Leaderboard.of(runs.winnerStatistics(request.market()), ranking.best(request.query()));
        job.progress(
                1, 2, "Ranked %d strategies".formatted(leaderboard.strategies().size()));
        long snapshotId = transactions.inNew(() -> {
            job.fence();
            return snapshots.save(job.jobId(), request, leaderboard);
        });
        job.progress(2, 2, "Leaderboard stored");
        return new LeaderboardResult(snapshotId, leaderboard.stats(), leaderboard.strategies());
    }
}
