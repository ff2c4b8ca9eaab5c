package dev.quarry.ledger;

import dev.quarry.marketdata.file.container.Unpacking;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * The runs of a file by place and outcome; everything else follows from these two, or is in the database. Reads the plain
 * columns that {@code RunFiles} of the driver writes, and no others.
 */
public final class FiledRuns {

    private static final String INDEX = "grid_index";
    private static final String OUTCOME = "outcome";
    private static final String HASH = "params_hash";
    private static final int END_BYTES = 8;
    private static final int MAGIC = 0x31524150; // PAR1
    private static final int MOST_BYTES = 1 << 26;

    private final RunFile file;
    private final long[] indexes;
    private final int[] outcomes;
    private final long[] firsts;

    private FiledRuns(RunFile file, long[] indexes, long[] numbers) {
        this.file = file;
        this.indexes = indexes;
        this.outcomes = new int[numbers.length];
        long[] met = new long[16];
        int count = 0;
        for (int k = 0; k < numbers.length; k++) {
            outcomes[k] = (int) numbers[k];
            if (numbers[k] > count || numbers[k] < 0) {
                throw new UnreadableRunsException(file.location(), "its outcomes are not numbered as they are met");
            }
            if (numbers[k] == count) {
                met = count == met.length ? Arrays.copyOf(met, 2 * count) : met;
                met[count++] = indexes[k];
            }
        }
        this.firsts = Arrays.copyOf(met, count);
    }

    static FiledRuns of(RunFile file) {
        List<long[]> columns = read(file, INDEX, OUTCOME);
        return new FiledRuns(file, columns.get(0), columns.get(1));
    }

    /** The hashes of the runs of a file, in the order of its rows. */
    public static long[] hashes(RunFile file) {
        return read(file, HASH).get(0);
    }

    /** How many runs there are. */
    public int size() {
        return indexes.length;
    }

    /** The place of a run in the grid, ascending from row to row. */
    public long index(int row) {
        return indexes[row];
    }

    /** The number of a run's outcome. */
    public int outcome(int row) {
        return outcomes[row];
    }

    /** How many outcomes there are. */
    public int outcomes() {
        return firsts.length;
    }

    /** The place of the first run with that outcome: by it the database names the outcome. */
    public long first(int outcome) {
        return firsts[outcome];
    }

    /** The row of the run at that place of the grid; negative where there is none. */
    public int row(long index) {
        return Arrays.binarySearch(indexes, index);
    }

    /** The outcome whose first run is at that place; negative where there is none. */
    public int outcomeOf(long first) {
        return Arrays.binarySearch(firsts, first);
    }

    /** Whose runs they are. */
    public RunFile file() {
        return file;
    }

    private static List<long[]> read(RunFile file, String... names) {
        Path path = file.path()
                .orElseThrow(() -> new UnreadableRunsException(file.location(), "it is in a store of objects"));
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            FileMetaData footer = footer(channel);
            if (footer.getNum_rows() != file.runs()) {
                throw new IOException("it has " + footer.getNum_rows() + " rows and should have " + file.runs());
            }
            return Arrays.stream(names)
                    .map(name -> new Column(channel, footer, name).values())
                    .toList();
        } catch (NoSuchFileException e) {
            throw new UnreadableRunsException(file.location(), "it is not there");
        } catch (IOException | RuntimeException e) {
            throw e instanceof UnreadableRunsException known
                    ? known
                    : new UnreadableRunsException(file.location(), String.valueOf(e.getMessage()));
        }
    }

    private static FileMetaData footer(FileChannel channel) throws IOException {
        ByteBuffer end = bytes(channel, channel.size() - END_BYTES, END_BYTES);
        int length = end.getInt(0);
        if (end.getInt(4) != MAGIC || length <= 0 || length > Math.min(channel.size() - END_BYTES, MOST_BYTES)) {
            throw new IOException("it is no whole Parquet file");
        }
        return Util.readFileMetaData(new ByteArrayInputStream(
                bytes(channel, channel.size() - END_BYTES - length, length).array()));
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int length) throws IOException {
        if (from < 0 || length < 0 || length > MOST_BYTES) {
            throw new IOException("it is damaged");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("it is cut off");
            }
        }
        return bytes.flip();
    }

    /** A column of whole numbers, none of them missing. */
    private static final class Column {

        private final FileChannel channel;
        private final FileMetaData footer;
        private final String name;
        private final long[] values;
        private int read;

        Column(FileChannel channel, FileMetaData footer, String name) {
            this.channel = channel;
            this.footer = footer;
            this.name = name;
            this.values = new long[Math.toIntExact(footer.getNum_rows())];
        }

        long[] values() {
            try {
                for (RowGroup group : footer.getRow_groups()) {
                    for (ColumnChunk chunk : group.getColumns()) {
                        if (chunk.getMeta_data().getPath_in_schema().equals(List.of(name))) {
                            read(chunk.getMeta_data());
                        }
                    }
                }
                if (read != values.length) {
                    throw new IOException("its column " + name + " has " + read + " of " + values.length + " values");
                }
                return values;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e.getMessage(), e);
            }
        }

        private void read(ColumnMetaData column) throws IOException {
            byte[] all = bytes(
                            channel, column.getData_page_offset(), Math.toIntExact(column.getTotal_compressed_size()))
                    .array();
            ByteArrayInputStream in = new ByteArrayInputStream(all);
            while (in.available() > 0) {
                PageHeader header = Util.readPageHeader(in);
                int from = all.length - in.available();
                if (header.getType() != PageType.DATA_PAGE
                        || header.getData_page_header().getEncoding() != Encoding.PLAIN
                        || column.getCodec() != CompressionCodec.ZSTD) {
                    throw new IOException("its column " + name + " was not written by Quarry");
                }
                byte[] plain =
                        Unpacking.zstd(all, from, header.getCompressed_page_size(), header.getUncompressed_page_size());
                take(
                        ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN),
                        header.getData_page_header().getNum_values(),
                        name.equals(OUTCOME));
                in.skipNBytes(header.getCompressed_page_size());
            }
        }

        private void take(ByteBuffer page, int count, boolean narrow) {
            for (int k = 0; k < count; k++) {
                values[read++] = narrow ? page.getInt() : page.getLong();
            }
        }
    }
}
