package dev.quarry.job.store.read;

import dev.quarry.job.JobDetail.Neighbour;
import dev.quarry.platform.json.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.type.TypeReference;

/** The jobs before and after a job, of the same snapshot as the job. */
final class Neighbours {

    /** Those that job {@code j} runs after, as JSON. */
    static final String BEFORE = sql("after_id", "job_id");

    /** Those that run after job {@code j}, as JSON. */
    static final String AFTER = sql("job_id", "after_id");

    private Neighbours() {}

    private static String sql(String other, String own) {
        return String.format(Locale.ROOT, """
                (select json_agg(json_build_object('id', n.id, 'job_type', p.job_type, 'status', p.state) order by n.id)
                    from (select %1$s as id from job_after where %2$s = j.id order by %1$s limit 100) n
                    left join job p on p.id = n.id)
                """, other, own);
    }

    /** Reads what one of them returned. */
    static List<Neighbour> read(String json) {
        return json == null ? List.of() : Json.MAPPER.readValue(json, new TypeReference<List<Neighbour>>() {});
    }
}
