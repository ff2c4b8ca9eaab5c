package dev.quarry.sweep.remote;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where whoever runs ranges of a search stores their runs, and what these have in common.
 *
 * @param directory of one attempt, as a URI; it is empty before
 * @param jobId the search
 * @param testedAtMicros when it began, microseconds since the epoch: the same for all files, which so have the same bytes
 *     whoever writes them
 * @param hashed what hashes of runs are computed from besides their combinations
 * @param notes what every file tells of all its runs
 */
public record RunsOutput(
        String directory, long jobId, long testedAtMicros, Map<String, Object> hashed, Map<String, String> notes) {

    /** The file of a range. */
    public String file(int range) {
        return directory + String.format(Locale.ROOT, "/range=%05d/runs.parquet", range);
    }

    /** Writes it. */
    public void write(DataOutput out) throws IOException {
        PlainValues.write(directory, out);
        out.writeLong(jobId);
        out.writeLong(testedAtMicros);
        PlainValues.write(hashed, out);
        PlainValues.write(notes, out);
    }

    /** What {@link #write} wrote. */
    public static RunsOutput read(DataInput in) throws IOException {
        String directory = (String) PlainValues.read(in);
        long jobId = in.readLong();
        long testedAt = in.readLong();
        Map<String, Object> hashed = PlainValues.readObject(in);
        Map<String, String> notes = new LinkedHashMap<>();
        PlainValues.readObject(in).forEach((name, text) -> notes.put(name, (String) text));
        return new RunsOutput(directory, jobId, testedAt, hashed, notes);
    }
}
