package dev.quarry.platform.columns;

import io.airlift.compress.snappy.SnappyCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * The values of one column in a row group: a data page (version 1) for each batch, and before them, for a column of choices, a
 * page of those that the group has. Packed by Snappy, which every reader knows.
 */
final class ParquetChunk {

    private static final int NOT_YET = -1;

    private final Column column;
    private final SnappyCompressor snappy = new SnappyCompressor();
    private final ByteArrayOutputStream pages = new ByteArrayOutputStream();

    /** By the choice's place in the column, its place in the group's dictionary. */
    private final int[] places;

    private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
    private int choices;
    private long rows;
    private long missing;
    private long unpacked;

    ParquetChunk(Column column) {
        this.column = column;
        this.places = new int[column.choices().size()];
        Arrays.fill(places, NOT_YET);
    }

    static Type type(ColumnType type) {
        return switch (type) {
            case INTEGER, TIME -> Type.INT64;
            case REAL -> Type.DOUBLE;
            case FLAG -> Type.BOOLEAN;
            case TEXT, CHOICE -> Type.BYTE_ARRAY;
        };
    }

    /** Adds the values of a batch. */
    void add(ColumnValues values, int count) throws IOException {
        int without = values.missing(count);
        ByteBuffer levels = levels(values, count, without);
        ByteBuffer content = column.type() == ColumnType.CHOICE
                ? places(values, count, count - without)
                : plain(values, count, count - without);
        byte[] page = new byte[Integer.BYTES + levels.remaining() + content.remaining()];
        ByteBuffer.wrap(page)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(levels.remaining())
                .put(levels)
                .put(content);
        PageHeader header = new PageHeader();
        header.setType(PageType.DATA_PAGE);
        header.setData_page_header(new DataPageHeader(count, encoding(), Encoding.RLE, Encoding.RLE));
        write(header, page, pages);
        rows += count;
        missing += without;
    }

    private Encoding encoding() {
        return column.type() == ColumnType.CHOICE ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
    }

    /** Whether each value is there: one run where all are, else the bits as they lie. */
    private static ByteBuffer levels(ColumnValues values, int count, int without) {
        if (without == 0) {
            return runs(count << 1).put((byte) 1).flip();
        }
        int bytes = ColumnValues.bits(count);
        ByteBuffer levels = ByteBuffer.allocate(Long.BYTES + bytes);
        header(levels, bytes << 1 | 1);
        return levels.put(values.there(), 0, bytes).flip();
    }

    private static ByteBuffer runs(int header) {
        ByteBuffer run = ByteBuffer.allocate(Long.BYTES);
        header(run, header);
        return run;
    }

    /** A whole number in as many bytes as it needs, seven bits in each. */
    private static void header(ByteBuffer to, int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            to.put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        to.put((byte) rest);
    }

    private ByteBuffer plain(ColumnValues values, int count, int present) {
        int bytes = column.type() == ColumnType.TEXT
                ? values.textBytes() + present * Integer.BYTES
                : column.type() == ColumnType.FLAG ? ColumnValues.bits(present) : present * Long.BYTES;
        ByteBuffer content = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (present == count && column.type() != ColumnType.TEXT) {
            return content.put(values.values(), 0, bytes).flip();
        }
        int at = 0;
        for (int row = 0; row < count; row++) {
            if (values.has(row)) {
                one(values, row, at++, content);
            }
        }
        return column.type() == ColumnType.FLAG ? content : content.flip();
    }

    private void one(ColumnValues values, int row, int at, ByteBuffer content) {
        switch (column.type()) {
            case FLAG -> {
                if (values.flag(row)) {
                    content.put(at >> 3, (byte) (content.get(at >> 3) | 1 << (at & 7)));
                }
            }
            case TEXT -> {
                int from = values.textStart(row);
                int length = values.textStart(row + 1) - from;
                content.putInt(length).put(values.values(), from, length);
            }
            default -> content.putLong(values.number(row));
        }
    }

    /** Places in the group's dictionary, each in as many bits as the greatest so far needs. */
    private ByteBuffer places(ColumnValues values, int count, int present) {
        int[] found = new int[present];
        int at = 0;
        for (int row = 0; row < count; row++) {
            if (values.has(row)) {
                found[at++] = place(values.choice(row));
            }
        }
        int width = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(choices - 1));
        int groups = ColumnValues.bits(present);
        ByteBuffer packed = ByteBuffer.allocate(1 + Long.BYTES + groups * width);
        packed.put((byte) width);
        if (present > 0) {
            header(packed, groups << 1 | 1);
            int begin = packed.position();
            pack(found, width, packed);
            // A run has eight places at a time; those behind the last one are zero.
            packed.position(begin + groups * width);
        }
        return packed.flip();
    }

    private static void pack(int[] numbers, int width, ByteBuffer to) {
        long bits = 0;
        int held = 0;
        for (int number : numbers) {
            bits |= (long) number << held;
            held += width;
            while (held >= Byte.SIZE) {
                to.put((byte) bits);
                bits >>>= Byte.SIZE;
                held -= Byte.SIZE;
            }
        }
        if (held > 0) {
            to.put((byte) bits);
        }
    }

    private int place(int choice) {
        if (places[choice] == NOT_YET) {
            byte[] text = column.choices().get(choice).getBytes(StandardCharsets.UTF_8);
            dictionary.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(text.length)
                    .array());
            dictionary.writeBytes(text);
            places[choice] = choices++;
        }
        return places[choice];
    }

    private void write(PageHeader header, byte[] content, ByteArrayOutputStream to) throws IOException {
        byte[] packed = new byte[snappy.maxCompressedLength(content.length)];
        int length = snappy.compress(content, 0, content.length, packed, 0, packed.length);
        header.setUncompressed_page_size(content.length);
        header.setCompressed_page_size(length);
        int before = to.size();
        Util.writePageHeader(header, to);
        unpacked += to.size() - before + content.length;
        to.write(packed, 0, length);
    }

    /** How many bytes wait to be written. */
    int waiting() {
        return pages.size() + dictionary.size();
    }

    /**
     * Everything that was added, and forgets it.
     *
     * @param offset where in the file it is written
     */
    Written end(long offset) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream(waiting());
        boolean hasDictionary = column.type() == ColumnType.CHOICE;
        if (hasDictionary) {
            PageHeader header = new PageHeader();
            header.setType(PageType.DICTIONARY_PAGE);
            header.setDictionary_page_header(new DictionaryPageHeader(choices, Encoding.PLAIN));
            write(header, dictionary.toByteArray(), content);
        }
        long dataOffset = offset + content.size();
        pages.writeTo(content);
        ColumnMetaData metadata = new ColumnMetaData(
                type(column.type()),
                hasDictionary
                        ? List.of(Encoding.RLE, Encoding.PLAIN, Encoding.RLE_DICTIONARY)
                        : List.of(Encoding.RLE, Encoding.PLAIN),
                List.of(column.name()),
                CompressionCodec.SNAPPY,
                rows,
                unpacked,
                content.size(),
                dataOffset);
        if (hasDictionary) {
            metadata.setDictionary_page_offset(offset);
        }
        metadata.setStatistics(new Statistics().setNull_count(missing));
        ColumnChunk chunk = new ColumnChunk(0);
        chunk.setMeta_data(metadata);
        forget();
        return new Written(content, chunk);
    }

    /** A chunk's bytes, and what the end of the file says of it. */
    record Written(ByteArrayOutputStream bytes, ColumnChunk chunk) {}

    private void forget() {
        pages.reset();
        dictionary.reset();
        Arrays.fill(places, NOT_YET);
        choices = 0;
        rows = 0;
        missing = 0;
        unpacked = 0;
    }
}
