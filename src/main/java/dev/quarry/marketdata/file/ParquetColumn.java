package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.Spool;
import dev.quarry.marketdata.file.container.Unpacking;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.Fields;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/** One column of a row group, with one page in memory at a time. */
final class ParquetColumn {

    private static final int HEADER_BYTES = 1 << 14;
    private static final int LONG_HEADER_BYTES = 1 << 20;

    private final Spool file;
    private final Unpacking.Codec codec;
    private final ParquetValues values;
    private final boolean optional;
    private final long end;
    private long position;
    private ColumnValues dictionary;
    private ColumnValues page;
    private boolean[] present;
    private int rows;
    private int row = -1;
    private int value = -1;

    ParquetColumn(Spool file, ColumnMetaData column, SchemaElement element) {
        this.file = file;
        this.codec = codec(column.getCodec(), element.getName());
        this.values = new ParquetValues(element);
        this.optional = element.getRepetition_type() == FieldRepetitionType.OPTIONAL;
        this.position = column.isSetDictionary_page_offset() && column.getDictionary_page_offset() > 0
                ? Math.min(column.getDictionary_page_offset(), column.getData_page_offset())
                : column.getData_page_offset();
        this.end = position + column.getTotal_compressed_size();
    }

    private static Unpacking.Codec codec(CompressionCodec codec, String column) {
        return switch (codec) {
            case UNCOMPRESSED -> Unpacking::none;
            case SNAPPY -> Unpacking::snappy;
            case GZIP -> Unpacking::gzip;
            case ZSTD -> Unpacking::zstd;
            case LZ4_RAW -> Unpacking::lz4Block;
            default ->
                throw new UnreadableFileException(String.format(
                        Locale.ROOT,
                        "The Parquet file is packed by %s (column %s), which cannot be read here; write it with snappy or zstd.",
                        codec,
                        Fields.quoted(column)));
        };
    }

    /** Goes to the next row. */
    void next() throws IOException {
        while (++row >= rows) {
            readPage();
            row = -1;
            value = -1;
        }
        if (present == null || present[row]) {
            value++;
        }
    }

    /** The values of the page that contains the current row. */
    ColumnValues values() {
        return page;
    }

    /** The index of the row's value among these; -1 for none. */
    int at() {
        return present != null && !present[row] ? -1 : value;
    }

    private void readPage() throws IOException {
        if (position >= end) {
            throw BinaryRows.damaged("Parquet");
        }
        PageHeader header = header();
        int packed = Unpacking.sized(header.getCompressed_page_size());
        int unpacked = Unpacking.sized(header.getUncompressed_page_size());
        byte[] bytes = file.bytes(position, packed);
        position += packed;
        rows = 0;
        if (header.getType() == PageType.DICTIONARY_PAGE) {
            byte[] plain = codec.unpack(bytes, 0, bytes.length, unpacked);
            dictionary = values.plain(
                    buffer(plain, 0), header.getDictionary_page_header().getNum_values());
        } else if (header.getType() == PageType.DATA_PAGE) {
            DataPageHeader data = header.getData_page_header();
            ByteBuffer content = buffer(codec.unpack(bytes, 0, bytes.length, unpacked), 0);
            present = null;
            if (optional) {
                int length = content.getInt();
                present = levels(content.slice(content.position(), length), data.getNum_values());
                content.position(content.position() + length);
            }
            begin(content, data.getEncoding(), data.getNum_values());
        } else if (header.getType() == PageType.DATA_PAGE_V2) {
            DataPageHeaderV2 data = header.getData_page_header_v2();
            int levels = data.getRepetition_levels_byte_length() + data.getDefinition_levels_byte_length();
            present = optional
                    ? levels(
                            ByteBuffer.wrap(
                                    bytes,
                                    data.getRepetition_levels_byte_length(),
                                    data.getDefinition_levels_byte_length()),
                            data.getNum_values())
                    : null;
            byte[] content = data.isIs_compressed()
                    ? codec.unpack(bytes, levels, bytes.length - levels, unpacked - levels)
                    : Unpacking.none(bytes, levels, bytes.length - levels, 0);
            begin(buffer(content, 0), data.getEncoding(), data.getNum_values());
        }
    }

    private void begin(ByteBuffer content, Encoding encoding, int count) {
        int there = count;
        if (present != null) {
            there = 0;
            for (boolean one : present) {
                there += one ? 1 : 0;
            }
        }
        page = values.of(content.slice().order(ByteOrder.LITTLE_ENDIAN), encoding, there, dictionary);
        rows = count;
    }

    private static boolean[] levels(ByteBuffer bytes, int count) {
        int[] levels = ParquetBits.hybrid(bytes.slice().order(ByteOrder.LITTLE_ENDIAN), 1, count);
        boolean all = true;
        boolean[] present = new boolean[count];
        for (int i = 0; i < count; i++) {
            present[i] = levels[i] == 1;
            all &= present[i];
        }
        return all ? null : present;
    }

    private PageHeader header() throws IOException {
        try {
            return header(HEADER_BYTES);
        } catch (IOException e) { // one with long statistics
            return header(LONG_HEADER_BYTES);
        }
    }

    private PageHeader header(int most) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(file.bytes(position, (int) Math.min(most, end - position)));
        int before = in.available();
        PageHeader header = Util.readPageHeader(in);
        position += before - in.available();
        return header;
    }

    private static ByteBuffer buffer(byte[] bytes, int from) {
        return ByteBuffer.wrap(bytes, from, bytes.length - from).order(ByteOrder.LITTLE_ENDIAN);
    }
}
