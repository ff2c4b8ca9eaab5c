package dev.quarry.leaderboard;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.runs.FoundRun;
import dev.quarry.runs.RankedRun;
import dev.quarry.runs.RunSearch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;

/** Says how far any stored run may be trusted, winner or not, as a leaderboard says it of its entries. */
@ApplicationScoped
public class AssessHandler implements JobHandler<AssessRequest, AssessResult> {

    static final JobType TYPE = new JobType("assess", Lane.LIGHT);

    private final RunSearch runs;
    private final WinnerAssessments assessments;

    @Inject
    public AssessHandler(RunSearch runs, WinnerAssessments assessments) {
        this.runs = runs;
        this.assessments = assessments;
    }

    @Override
    public JobType type() {
        return TYPE;
    }

    @Override
    public Class<AssessRequest> parameters() {
        return AssessRequest.class;
    }

    @Override
    public AssessResult run(AssessRequest request, JobContext job) {
        FoundRun found = runs.find(request.hash())
                .orElseThrow(() -> new JobFailedException(
                        String.format(Locale.ROOT, "There is no stored run %s", request.paramsHash())));
        RankedRun run = new RankedRun(found.run(), found.setup(), found.testedAt(), 1);
        AssessedWinner assessed = assessments
                .of(List.of(run), job, new AssessmentProgress(job, 0, 1, 1))
                .get(0);
        if (assessed.assessment() == null) {
            throw new JobFailedException(assessed.missing());
        }
        return AssessResult.of(found, assessed.assessment());
    }
}
