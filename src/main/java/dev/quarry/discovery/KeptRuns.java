package dev.quarry.discovery;

import dev.quarry.job.JobContext;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.platform.json.Json;
import dev.quarry.spark.RunsKeeper;
import dev.quarry.sweep.remote.RunsOutput;
import dev.quarry.sweep.remote.WrittenRange;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The runs of an attempt that others store as files: each is registered as it comes. */
final class KeptRuns implements RunsKeeper {

    /** A file is read as a whole. */
    private static final int MOST_TOGETHER = 1_000_000;

    private final RunSetup setup;
    private final JobContext job;
    private final RunLedger ledger;
    private final LedgerWriter writer;
    private String directory;

    KeptRuns(RunSetup setup, JobContext job, RunLedger ledger, LedgerWriter writer) {
        this.setup = setup;
        this.job = job;
        this.ledger = ledger;
        this.writer = writer;
    }

    @Override
    public RunsOutput output(String root) {
        directory = String.format(
                Locale.ROOT,
                "%s/exchange=%s/symbol=%s/timeframe=%s/job=%d/attempt=%d-%s",
                root,
                named(setup.exchange()),
                named(setup.symbol()),
                named(setup.timeframe()),
                setup.jobId(),
                job.attempt(),
                UUID.randomUUID().toString().substring(0, 8));
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("quarry.base_params", Json.MAPPER.writeValueAsString(setup.baseParams()));
        notes.put("quarry.fixed_params", Json.MAPPER.writeValueAsString(setup.fixedParams()));
        notes.put("quarry.start_ts", setup.startTs());
        notes.put("quarry.end_ts", setup.endTs());
        notes.put("quarry.data_digest", setup.dataDigest());
        notes.put("quarry.engine_version", setup.engineVersion());
        notes.put("quarry.strategy", setup.strategy().text());
        job.info("Spark stores the runs in " + directory);
        return new RunsOutput(directory, setup.jobId(), ledger.nowMicros(), setup.hashed(), notes);
    }

    /** As Hive names partitions: what is more than a plain name is written by its bytes. */
    static String named(String text) {
        StringBuilder named = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = one > 0 && (Character.isLetterOrDigit(one) || one == '-' || one == '_' || one == '.');
            named.append(plain ? String.valueOf((char) one) : String.format(Locale.ROOT, "%%%02X", one & 0xff));
        }
        return named.toString();
    }

    @Override
    public int together() {
        return Math.min(MOST_TOGETHER, writer.together());
    }

    @Override
    public void begins() {
        writer.begin();
    }

    @Override
    public void stored(WrittenRange file) {
        writer.flush(file);
    }

    /** Deletes what was written and does not count, because the attempt ended before it was registered. */
    void clean() {
        if (directory != null) {
            ledger.clean(directory);
        }
    }
}
