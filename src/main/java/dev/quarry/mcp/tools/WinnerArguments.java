package dev.quarry.mcp.tools;

import dev.quarry.forward.WinnerName;
import dev.quarry.ledger.RunHash;
import dev.quarry.platform.problem.InvalidInputException;

/** What arguments that name a winner must be: the hash of a run, or a job and perhaps a row of it. */
final class WinnerArguments {

    static final String HASH = "The hash of a stored run, 16 hexadecimal digits, as the tool runs gives it";
    static final String JOB = "The grid search, its job; instead of params_hash";
    static final String ROW = "Place among the job's ranked rows, from 0; the first when absent";

    private WinnerArguments() {}

    /** @throws InvalidInputException naming the field that is wrong, missing or too many */
    static WinnerName name(String paramsHash, Long jobId, Integer row) {
        if ((paramsHash == null) == (jobId == null)) {
            throw new InvalidInputException(
                    RunHash.NAME, "or job_id must name the winner, one of them; were " + paramsHash + " and " + jobId);
        }
        if (row != null && (row < 0 || jobId == null)) {
            throw new InvalidInputException("row", "must be at least 0, and is of job_id only; was " + row);
        }
        if (paramsHash != null) {
            RunHash.read(RunHash.NAME, paramsHash);
        }
        return new WinnerName(paramsHash, jobId, jobId == null ? null : row == null ? Integer.valueOf(0) : row);
    }
}
