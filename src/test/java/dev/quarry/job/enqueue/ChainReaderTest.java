package dev.quarry.job.enqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.JobRequest;
import dev.quarry.job.JobRequest.AfterFailure;
import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.run.ScriptedHandler;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.trace.Traces;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a job says of the jobs before it, as a client writes it. */
class ChainReaderTest {

    private final JobRequests requests = new JobRequests(
            new JobHandlers(List.of(new ScriptedHandler())), PayloadReaders.reader(), Traces.carriedOnly());

    @Test
    void a_job_by_itself_names_stored_jobs_by_their_ids() {
        JobRequest read = requests.read(json("{'job_type': 'scripted', 'after': [3, 5], 'after_failure': 'run'}"));

        assertThat(read.chain()).isEqualTo(new Chain(List.of(3L, 5L), List.of(), AfterFailure.RUN, null));
        assertThat(requests.read(json("{'job_type': 'scripted'}")).chain()).isEqualTo(Chain.NONE);
    }

    @Test
    void the_jobs_of_a_list_name_each_other_in_whatever_order_they_stand() {
        List<JobRequest> read = all("[{'job_type': 'scripted', 'name': 'last', 'after': ['first', 'middle', 9]},"
                + " {'job_type': 'scripted', 'name': 'middle', 'after': ['first']},"
                + " {'job_type': 'scripted', 'name': 'first'}]");

        assertThat(read.get(0).chain().places()).containsExactly(2, 1);
        assertThat(read.get(0).chain().after()).containsExactly(9L);
        assertThat(read.get(1).chain().places()).containsExactly(2);
        assertThat(read.get(2).chain()).isEqualTo(Chain.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "[{'job_type': 'scripted', 'name': 'a', 'after': ['a']}]; [0].after; wait for itself",
                "[{'job_type': 'scripted', 'name': 'a', 'after': ['b']}, {'job_type': 'scripted', 'name': 'b', 'after': ['a']}]; [0].after; wait for itself",
                "[{'job_type': 'scripted'}, {'job_type': 'scripted', 'name': 'b', 'after': ['b', 'b']}]; [1].after; wait for itself",
                "[{'job_type': 'scripted', 'name': 'a'}, {'job_type': 'scripted', 'name': 'a'}]; [1].name; name of job [0] too",
                "[{'job_type': 'scripted', 'after': ['nobody']}]; [0].after[0]; nobody",
                "[{'job_type': 'scripted', 'after': [1.5]}]; [0].after[0]; 1.5",
                "[{'job_type': 'scripted', 'after': [0]}]; [0].after[0]; this is 0",
                "[{'job_type': 'scripted', 'after': [1e300]}]; [0].after[0]; names of others",
                "[{'job_type': 'scripted', 'after': [null]}]; [0].after[0]; null",
                "[{'job_type': 'scripted', 'after': [[1]]}]; [0].after[0]; [1]",
                "[{'job_type': 'scripted', 'name': ''}]; [0].name; 1",
                "[{'job_type': 'scripted', 'unique': true, 'after': ['a']}, {'job_type': 'scripted', 'unique': true, 'name': 'a'}]; [1].unique; name",
                "[{'job_type': 'scripted', 'after_failure': 'stop'}]; [0].after_failure; fail, run"
            })
    void what_says_nothing_is_refused_and_quoted(String list, String field, String part) {
        assertThatThrownBy(() -> all(list))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.violations()).first().satisfies(violation -> {
                            assertThat(violation.field()).isEqualTo(field);
                            assertThat(violation.reason()).contains(part);
                        }));
    }

    @Test
    void a_job_by_itself_cannot_use_names_and_is_told_where_they_can_be_used() {
        assertThatThrownBy(() -> requests.read(json("{'job_type': 'scripted', 'after': ['prices']}")))
                .hasMessageContaining("/v1/jobs/batch");
    }

    @Test
    void more_jobs_than_a_hundred_are_too_many_to_wait_for() {
        String ids = "1,".repeat(100) + "1";

        assertThatThrownBy(() -> requests.read(json("{'job_type': 'scripted', 'after': [" + ids + "]}")))
                .hasMessageContaining("after");
    }

    @Test
    void children_of_a_batch_are_in_no_chain() {
        JsonNode child = json("{'job_type': 'scripted', 'after': [1]}");

        assertThat(new BatchHandler(requests).check(new BatchHandler.Batch(List.of(child), null)))
                .singleElement()
                .satisfies(violation -> assertThat(violation.field()).isEqualTo("jobs[0]"));
    }

    private List<JobRequest> all(String list) {
        return requests.readAll(json(list).valueStream().toList());
    }

    private static JsonNode json(String text) {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
