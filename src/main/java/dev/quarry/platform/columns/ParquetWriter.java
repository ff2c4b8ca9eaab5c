package dev.quarry.platform.columns;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Util;

/**
 * A Parquet file: row groups of some batches, packed, and behind them what is in it. What the end says of each group is all
 * that grows with the rows, less than a byte for each of them and column.
 */
final class ParquetWriter implements ColumnWriter {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int GROUP_ROWS = 4 * TableWriter.ROWS;
    private static final int GROUP_BYTES = 1 << 24;
    private static final int VERSION = 2;

    private final Table table;
    private final OutputStream out;
    private final List<ParquetChunk> chunks;
    private final List<RowGroup> groups = new ArrayList<>();
    private long offset;
    private long rows;
    private int groupRows;

    ParquetWriter(Table table, OutputStream out) {
        this.table = table;
        this.out = out;
        this.chunks = table.columns().stream().map(ParquetChunk::new).toList();
    }

    @Override
    public void begin() throws IOException {
        out.write(MAGIC);
        offset = MAGIC.length;
    }

    @Override
    public void write(Batch batch) throws IOException {
        int waiting = 0;
        for (int k = 0; k < chunks.size(); k++) {
            chunks.get(k).add(batch.columns().get(k), batch.rows());
            waiting += chunks.get(k).waiting();
        }
        groupRows += batch.rows();
        if (groupRows >= GROUP_ROWS || waiting > GROUP_BYTES) {
            endGroup();
        }
    }

    private void endGroup() throws IOException {
        if (groupRows == 0) {
            return;
        }
        long begin = offset;
        long unpacked = 0;
        List<ColumnChunk> written = new ArrayList<>();
        for (ParquetChunk chunk : chunks) {
            ParquetChunk.Written done = chunk.end(offset);
            done.bytes().writeTo(out);
            offset += done.bytes().size();
            unpacked += done.chunk().getMeta_data().getTotal_uncompressed_size();
            written.add(done.chunk());
        }
        RowGroup group = new RowGroup(written, unpacked, groupRows);
        group.setFile_offset(begin);
        group.setTotal_compressed_size(offset - begin);
        groups.add(group);
        rows += groupRows;
        groupRows = 0;
    }

    @Override
    public void end() throws IOException {
        endGroup();
        List<SchemaElement> schema = new ArrayList<>();
        schema.add(new SchemaElement("quarry").setNum_children(table.columns().size()));
        table.columns().forEach(column -> schema.add(element(column)));
        FileMetaData metadata = new FileMetaData(VERSION, schema, rows, groups);
        metadata.setCreated_by("Quarry");
        table.provenance().forEach((key, value) -> metadata.addToKey_value_metadata(new KeyValue(key).setValue(value)));
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        Util.writeFileMetaData(metadata, end);
        end.writeTo(out);
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(end.size())
                .array());
        out.write(MAGIC);
    }

    private static SchemaElement element(Column column) {
        SchemaElement element = new SchemaElement(column.name())
                .setType(ParquetChunk.type(column.type()))
                .setRepetition_type(FieldRepetitionType.OPTIONAL);
        switch (column.type()) {
            case INTEGER ->
                element.setConverted_type(ConvertedType.INT_64)
                        .setLogicalType(LogicalType.INTEGER(new IntType((byte) Long.SIZE, true)));
            case TIME ->
                element.setConverted_type(ConvertedType.TIMESTAMP_MICROS)
                        .setLogicalType(
                                LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))));
            case TEXT, CHOICE ->
                element.setConverted_type(ConvertedType.UTF8).setLogicalType(LogicalType.STRING(new StringType()));
            default -> {
                // Numbers and truth values are what their type says.
            }
        }
        return element;
    }

    /** Without its end a file says nothing of what is in it, so no reader opens it. */
    @Override
    public void breakOff(String reason) throws IOException {
        out.write(reason.getBytes(StandardCharsets.UTF_8));
    }
}
