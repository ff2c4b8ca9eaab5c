package dev.quarry.job.run;

import dev.quarry.job.Children;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.job.enqueue.BatchHandler;
import dev.quarry.platform.sql.TestDatabase;
import java.util.List;
import java.util.Locale;

/** A node as a process of its own, so that it has a heap of its own: runs what is due in lane light. */
final class LargeResultsNode {

    static final String TYPE = "large";

    private LargeResultsNode() {}

    public static void main(String[] arguments) {
        TestDatabase database = TestDatabase.openIn(arguments[0]);
        QueueNode node =
                new QueueNode(database, "node", List.of(new BatchHandler(null), new LargeHandler()), new EightAtOnce());
        node.worker.work(Lane.LIGHT, true);
        System.exit(0);
    }

    /** As if all jobs had been short so far. */
    private static final class EightAtOnce implements BatchSizes {
        @Override
        public int of(Lane lane) {
            return 8;
        }

        @Override
        public void ran(Lane lane, long nanos) {
            // Whatever it took.
        }
    }

    /** Makes a text; of its children it counts the characters. */
    private static final class LargeHandler implements JobHandler<LargeHandler.Request, LargeHandler.Text> {

        record Request(int characters) {}

        record Text(String text) {}

        @Override
        public JobType type() {
            return new JobType(TYPE, Lane.LIGHT);
        }

        @Override
        public Class<Request> parameters() {
            return Request.class;
        }

        @Override
        public Text run(Request request, JobContext job) {
            return new Text("x".repeat(request.characters()));
        }

        @Override
        public Text gather(Request request, Children children, JobContext job) {
            long characters = children.results()
                    .mapToLong(child -> child.resultAs(Text.class).text().length())
                    .sum();
            return new Text(String.format(Locale.ROOT, "%d children, %d characters", children.size(), characters));
        }
    }
}
