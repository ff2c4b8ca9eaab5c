package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.FileSignature;
import dev.quarry.marketdata.file.container.Spool;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

/** A Parquet file, read one row group after another, page by page of each column. Nested columns are empty. */
final class ParquetTable implements BinaryTable {

    private static final int END_BYTES = 8;
    private static final int MAX_FOOTER_BYTES = 1 << 26;

    private final Spool spool;
    private final FileMetaData metadata;
    private final List<SchemaElement> elements = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private List<ParquetColumn> columns = List.of();
    private int group;
    private long left;

    private ParquetTable(Spool spool) throws IOException {
        this.spool = spool;
        long size = spool.channel().size();
        ByteBuffer end =
                ByteBuffer.wrap(spool.bytes(size - END_BYTES, END_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        int length = end.getInt(0);
        if (end.get(4) != 'P' || length <= 0 || length > Math.min(size - END_BYTES, MAX_FOOTER_BYTES)) {
            throw BinaryRows.damaged(kind());
        }
        if (end.get(7) == 'E') {
            throw new UnreadableFileException("The Parquet file is encrypted; write it without.");
        }
        metadata = Util.readFileMetaData(new ByteArrayInputStream(spool.bytes(size - END_BYTES - length, length)));
        readSchema();
    }

    static boolean isOne(byte[] start) {
        return FileSignature.startsWith(start, 'P', 'A', 'R', '1')
                || FileSignature.startsWith(start, 'P', 'A', 'R', 'E');
    }

    /** Owns the file from now on. */
    static ParquetTable open(Spool spool) throws IOException {
        try {
            return new ParquetTable(spool);
        } catch (UnreadableFileException e) {
            spool.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw BinaryRows.damaged("Parquet");
        }
    }

    private void readSchema() {
        List<SchemaElement> schema = metadata.getSchema();
        for (int at = 1; at < schema.size(); ) {
            SchemaElement element = schema.get(at);
            names.add(element.getName());
            boolean flat =
                    element.getNum_children() == 0 && element.getRepetition_type() != FieldRepetitionType.REPEATED;
            elements.add(flat ? element : null);
            at = behind(schema, at);
        }
    }

    /** The index after the element and everything below it. */
    private static int behind(List<SchemaElement> schema, int at) {
        int next = at + 1;
        for (int child = schema.get(at).getNum_children(); child > 0; child--) {
            next = behind(schema, next);
        }
        return next;
    }

    @Override
    public String kind() {
        return "Parquet";
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public boolean next() throws IOException {
        while (left == 0) {
            if (group == metadata.getRow_groupsSize()) {
                return false;
            }
            open(metadata.getRow_groups().get(group++));
        }
        left--;
        for (ParquetColumn column : columns) {
            if (column != null) {
                column.next();
            }
        }
        return true;
    }

    private void open(RowGroup rows) {
        columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(elements.get(i) == null ? null : column(rows, elements.get(i)));
        }
        left = rows.getNum_rows();
    }

    private ParquetColumn column(RowGroup rows, SchemaElement element) {
        for (ColumnChunk chunk : rows.getColumns()) {
            if (chunk.getMeta_data().getPath_in_schema().equals(List.of(element.getName()))) {
                return new ParquetColumn(spool, chunk.getMeta_data(), element);
            }
        }
        throw BinaryRows.damaged(kind());
    }

    @Override
    public ColumnValues values(int column) {
        return columns.get(column).values();
    }

    @Override
    public int at(int column) {
        return columns.get(column) == null ? -1 : columns.get(column).at();
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
