package dev.quarry.sweep.remote;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The file with the runs of a range.
 *
 * @param location as a URI
 * @param runs how many it holds: combinations that could not be run are not among them
 * @param outcomes how many different outcomes these have
 * @param bytes its size
 * @param digest SHA-256 of its bytes, in hexadecimal digits
 */
public record WrittenRange(String location, int runs, int outcomes, long bytes, String digest) {

    /** Writes it. */
    public void write(DataOutput out) throws IOException {
        out.writeUTF(location);
        out.writeInt(runs);
        out.writeInt(outcomes);
        out.writeLong(bytes);
        out.writeUTF(digest);
    }

    /** What {@link #write} wrote. */
    public static WrittenRange read(DataInput in) throws IOException {
        return new WrittenRange(in.readUTF(), in.readInt(), in.readInt(), in.readLong(), in.readUTF());
    }
}
