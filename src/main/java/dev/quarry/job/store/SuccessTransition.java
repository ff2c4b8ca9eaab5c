package dev.quarry.job.store;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The statement that ends attempts with their results (promise 7): state, result, attempt and event are one row; counted here. */
final class SuccessTransition {

    /**
     * Each is guarded by its own token; the tokens of those that still owned their jobs are returned. The arrays are
     * selected, so that the planner does not see how short they are: it would prefer a plan for their lengths over the
     * generic one and plan anew in three calls of five, a fifth of the statement's cost; now it does in one of four. The state
     * is compared as an expression, so that no plan reads the index of running jobs: it looks small to the planner, and holds
     * an entry of every job that ran since the last vacuum.
     */
    static final String SQL = """
            with success as materialized (
                select * from unnest((select ?::bigint[]), (select ?::bigint[]), (select ?::text[]),
                        (select ?::bigint[]), (select ?::bigint[]), (select ?::text[]))
                    as s (job_id, token, result, current, total, message)
                order by job_id
            ), done as (
                update job j
                set state = 'succeeded', result = s.result, error = null, finished_at = now(), heartbeat_at = now(),
                    lease_until = null, progress_current = s.current, progress_total = s.total,
                    progress_message = s.message, ended_event = nextval('job_event_id_seq')
                from success s
                where j.id = s.job_id and j.state || '' = 'running' and j.fencing_token = s.token
                returning j.fencing_token, j.job_type
            ), counted as (
                insert into job_count_change (job_type, state, change)
                select job_type, 'succeeded', count(*) from done group by job_type
            )
            select fencing_token from done
            """;

    private SuccessTransition() {}

    static Object[] arguments(List<Success> all) {
        return new Object[] {
            numbers(all, s -> s.claim().jobId()),
            numbers(all, s -> s.claim().fencingToken()),
            texts(all, Success::result),
            numbers(all, s -> s.progress().current()),
            numbers(all, s -> s.progress().total()),
            texts(all, s -> s.progress().message())
        };
    }

    private static long[] numbers(List<Success> all, ToLongFunction<Success> of) {
        return all.stream().mapToLong(of).toArray();
    }

    private static String[] texts(List<Success> all, Function<Success, String> of) {
        return all.stream().map(of).toArray(String[]::new);
    }
}
