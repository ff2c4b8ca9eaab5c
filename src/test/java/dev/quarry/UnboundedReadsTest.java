package dev.quarry;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Statements that read several rows, and what bounds each class's: whoever adds one says here why it cannot fill the heap.
 * What a client can make grow without an end has a limit, a cursor or a bound where it is made.
 */
class UnboundedReadsTest {

    private static final Pattern READ = Pattern.compile("\\.(query|queryWithin|executeQuery)\\(");

    private static final Map<String, String> BOUNDS = Map.ofEntries(
            entry("ActivityStore", "as many buckets and causes as the route allows"),
            entry("ApiKeyStore", "a thousand valid keys and a thousand revoked ones"),
            entry("AssessmentStore", "those of the winners of a leaderboard, or of a page of runs"),
            entry("AuditStore", "a page"),
            entry("BulkSelection", "500 jobs a transaction"),
            entry("CandleBatch", "one row of counts"),
            entry("CandleStaging", "the id of a batch"),
            entry(
                    "CandleStore",
                    "one row of counts, one a time that is asked for; more than ten million bars are refused"),
            entry("ChainTransitions", "the jobs that one call settles, 500 at most"),
            entry("ChangeLog", "a thousand events, and the jobs of these"),
            entry("ClosesBefore", "one row a dividend of one market"),
            entry("ControlTransitions", "the jobs of one transaction, 500 at most"),
            entry("EnqueueTransitions", "ids of events, one for each job of a shared commit"),
            entry("FrozenStore", "a page, or the numbers of those that one job looks at"),
            entry("FundingRateStore", "the rates of one market in a range, a few a day, as plain numbers"),
            entry("PriceEventStore", "the splits and dividends of one market"),
            entry("JobArchive", "pages"),
            entry("JobIds", "a block of ids"),
            entry("JobTally", "a row a job type"),
            entry("JobTransitions", "jobs claimed at once, without long payloads, or ended at once"),
            entry("NextClaims", "jobs claimed at once, without long payloads"),
            entry("KnownRangeStore", "ten thousand gaps"),
            entry("LeaderboardRefreshHandler", "no statement"),
            entry("MarketBelongings", "one row, that there is any"),
            entry("MarketChangeStore", "one row"),
            entry("MarketTurns", "locks"),
            entry("OutcomeRuns", "128 outcomes of 2,000 runs at most, or as many as are wanted"),
            entry("ParentTransitions", "a hundred parents"),
            entry("PatternStore", "a page"),
            entry("QueueControls", "lanes and types that there are, and a thousand limits"),
            entry("QueueCounts", "a row a job type, and one a limit"),
            entry("Reevaluation", "a hundred thousand discoveries, more are refused"),
            entry("RequestBudgetStore", "one row"),
            entry("RescueTransitions", "a hundred jobs"),
            entry("RevisionStore", "a page"),
            entry("RuleStore", "ten thousand rules"),
            entry("RunLedger", "the 20,000 hashes that are asked for"),
            entry("RunListing", "a page, or so many bins"),
            entry("RunSearch", "the discoveries of a page"),
            entry("RunTally", "a hundred discoveries at a time, one grid at a time, a million counts in all"),
            entry("FiledListing", "a page, or two thousand outcomes"),
            entry("FiledTally", "the files of the discoveries that are meant, each of up to a million runs"),
            entry("RunFileRetention", "twenty files"),
            entry("RunsInFiles", "500 files, or those of a page"),
            entry("RunSpread", "so many bins"),
            entry("RunStream", "a thousand discoveries, more are refused; of runs one after the other"),
            entry("SharedFiles", "the outcomes of 20,000 combinations, or of one file"),
            entry("StrayFiles", "a thousand files"),
            entry("RunWriter", "runs of one batch"),
            entry("ScheduleStore", "ten thousand schedules of 32,000,000 characters, and a page of fires"),
            entry("SeriesStore", "one row, and a page"),
            entry("SetupChoice", "a hundred thousand discoveries, more are refused"),
            entry("SetupSelection", "500 discoveries at a time"),
            entry("SharedRuns", "20 discoveries at a time"),
            entry("SnapshotStore", "a page"),
            entry("StoredChildren", "a page of eight million bytes"),
            entry("StrategyStore", "a page, a thousand versions of a name, or a thousand names"),
            entry("UniqueJobs", "locks"),
            entry("UploadStore", "one row"),
            entry("WinnerRanking", "as many as are asked for, and each grid once"),
            entry("WorkerRows", "a thousand nodes"));

    @Test
    void every_class_that_reads_rows_says_what_bounds_them() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/quarry"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                if (!file.toString().contains("launcher")
                        && !file.toString().contains("platform")
                        && READ.matcher(Files.readString(file)).find()) {
                    found.add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }

        assertThat(found).isEqualTo(new TreeSet<>(BOUNDS.keySet()));
    }
}
