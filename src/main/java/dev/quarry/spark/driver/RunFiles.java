package dev.quarry.spark.driver;

import dev.quarry.engine.Statistics;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.GridHashes;
import dev.quarry.sweep.remote.RangeOutcome;
import dev.quarry.sweep.remote.RunsOutput;
import dev.quarry.sweep.remote.WrittenRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Writes the runs of ranges as Parquet, a file each: under another name first, so that a file that is there is complete. Columns by
 * which the server finds runs are plain, so that it need not know every encoding.
 */
final class RunFiles {

    private final RunsOutput output;
    private final Grid grid;
    private final GridHashes hashes;
    private final RunColumns columns;
    private final Configuration hadoop;

    RunFiles(RunsOutput output, Grid grid, Configuration hadoop) {
        this.output = output;
        this.grid = grid;
        this.hashes = new GridHashes(grid.values(), output.hashed());
        this.columns = new RunColumns(grid);
        this.hadoop = hadoop;
    }

    /**
     * Writes the file of a range, unless another attempt at it has: its bytes are the same.
     *
     * @param attempt unlike that of any other who writes the range
     */
    WrittenRange write(int range, long attempt, long[] indexes, RangeOutcome outcome) throws IOException {
        Path file = new Path(output.file(range));
        Path part = new Path(output.directory(), "_part-" + range + "-" + attempt);
        FileSystem files = file.getFileSystem(hadoop);
        if (files instanceof LocalFileSystem) {
            files.setWriteChecksum(false);
        }
        DigestedFile written = new DigestedFile(files, part);
        int runs = 0;
        int[] numbers = new int[outcome.outcomes().length];
        int outcomes = number(outcome, numbers);
        try (ParquetWriter<Integer> writer = new Builder(written, indexes, outcome, numbers)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withWriterVersion(WriterVersion.PARQUET_1_0)
                .withDictionaryEncoding("params_hash", false)
                .withDictionaryEncoding("grid_index", false)
                .withDictionaryEncoding("outcome", false)
                .withConf(hadoop)
                .build()) {
            for (int k = 0; k < indexes.length; k++) {
                if (outcome.numbers()[k] >= 0) {
                    writer.write(k);
                    runs++;
                }
            }
        }
        files.mkdirs(file.getParent());
        if (!files.rename(part, file)) {
            files.delete(part, false);
            if (!files.exists(file)) {
                throw new IOException(part + " could not be renamed to " + file);
            }
        }
        return new WrittenRange(output.file(range), runs, outcomes, written.size(), written.digest());
    }

    /** Numbers what the ledger tells apart, in the order in which it is met. */
    private static int number(RangeOutcome outcome, int[] numbers) {
        Map<List<Object>, Integer> known = new HashMap<>();
        for (int k = 0; k < numbers.length; k++) {
            Statistics s = outcome.outcomes()[k];
            List<Object> kept = new ArrayList<>(List.of(
                    s.totalReturnPercent(),
                    s.maxDrawdownPercent(),
                    s.markToMarketMaxDrawdownPercent(),
                    s.profitFactor(),
                    s.winRatePercent(),
                    s.sharpeRatio(),
                    s.sortinoRatio(),
                    s.calmarRatio(),
                    s.trades(),
                    s.averageReturnPercent()));
            numbers[k] = known.computeIfAbsent(kept, key -> known.size());
        }
        return known.size();
    }

    private final class Builder extends ParquetWriter.Builder<Integer, Builder> {

        private final long[] indexes;
        private final RangeOutcome outcome;
        private final int[] numbers;

        Builder(DigestedFile file, long[] indexes, RangeOutcome outcome, int[] numbers) {
            super(file);
            this.indexes = indexes;
            this.outcome = outcome;
            this.numbers = numbers;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // an implementation is still demanded
        protected WriteSupport<Integer> getWriteSupport(Configuration conf) {
            return new Rows(this);
        }

        @Override
        protected WriteSupport<Integer> getWriteSupport(ParquetConfiguration conf) {
            return new Rows(this);
        }
    }

    /** Rows by their places in the range. */
    private final class Rows extends WriteSupport<Integer> {

        private final Builder range;
        private RecordConsumer consumer;

        Rows(Builder range) {
            this.range = range;
        }

        @Override
        @SuppressWarnings("deprecation") // an implementation is still demanded
        public WriteContext init(Configuration conf) {
            return new WriteContext(columns.schema(), output.notes());
        }

        @Override
        public WriteContext init(ParquetConfiguration conf) {
            return new WriteContext(columns.schema(), output.notes());
        }

        @Override
        public void prepareForWrite(RecordConsumer to) {
            consumer = to;
        }

        @Override
        public void write(Integer place) {
            int number = range.outcome.numbers()[place];
            long index = range.indexes[place];
            columns.write(
                    consumer,
                    grid,
                    index,
                    hashes.hash(index),
                    output.jobId(),
                    range.numbers[number],
                    output.testedAtMicros(),
                    range.outcome.outcomes()[number]);
        }
    }
}
