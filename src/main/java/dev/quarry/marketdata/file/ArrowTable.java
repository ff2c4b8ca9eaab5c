package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.FileSignature;
import dev.quarry.marketdata.file.container.Spool;
import dev.quarry.marketdata.file.container.Unpacking;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;

/**
 * An Arrow IPC file (Feather, version 2) or stream, read one record batch after another. Layout as in the Arrow
 * columnar format, "Serialization and Interprocess Communication".
 */
final class ArrowTable implements BinaryTable {

    private final ArrowMessages messages;
    private final Limits limits;
    private final List<Field> fields = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Map<Long, ColumnValues> dictionaries = new HashMap<>();
    private List<ColumnValues> columns = List.of();
    private long rows;
    private long rowsBegun;
    private int row = -1;

    /**
     * How large a table may be.
     *
     * @param rows the rows of all batches together
     * @param bytes the bytes of one batch, unpacked
     */
    record Limits(long rows, int bytes) {

        /** The limits of a file, which is read batch by batch. */
        static final Limits OF_A_FILE = new Limits(Long.MAX_VALUE, Unpacking.MAX_BYTES);
    }

    private ArrowTable(ArrowMessages messages, Limits limits) throws IOException {
        this.messages = messages;
        this.limits = limits;
        Schema schema = messages.schema();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            fields.add(schema.fields(i));
            names.add(schema.fields(i).name() == null ? "" : schema.fields(i).name());
        }
    }

    /** @param start the first bytes */
    static boolean isOne(byte[] start) {
        return isFile(start) || FileSignature.startsWith(start, 0xff, 0xff, 0xff, 0xff);
    }

    private static boolean isFile(byte[] start) {
        return FileSignature.startsWith(start, 'A', 'R', 'R', 'O', 'W', '1');
    }

    /** Owns the file from now on. */
    static ArrowTable open(Spool spool, byte[] start, Limits limits) throws IOException {
        try {
            return new ArrowTable(
                    isFile(start) ? new ArrowMessages.OfFile(spool) : new ArrowMessages.OfStream(spool), limits);
        } catch (UnreadableFileException e) {
            spool.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw BinaryRows.damaged("Arrow");
        }
    }

    @Override
    public String kind() {
        return "Arrow";
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public boolean next() throws IOException {
        while (++row >= rows) {
            ArrowMessages.One one = messages.next();
            if (one == null) {
                return false;
            }
            Message message = one.message();
            byte[] body = one.body();
            if (message.headerType() == MessageHeader.DictionaryBatch) {
                dictionary((DictionaryBatch) message.header(new DictionaryBatch()), body);
            } else if (message.headerType() == MessageHeader.RecordBatch) {
                RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
                rowsBegun += batch.length();
                if (batch.length() < 0 || rowsBegun > limits.rows()) {
                    throw new UnreadableFileException(
                            String.format(Locale.ROOT, "The table has more than %,d rows.", limits.rows()));
                }
                ArrowBatch reading = new ArrowBatch(batch, body, dictionaries, limits.bytes());
                columns = new ArrayList<>();
                for (Field field : fields) {
                    columns.add(reading.column(field));
                }
                rows = batch.length();
                row = -1;
            }
        }
        return true;
    }

    private void dictionary(DictionaryBatch batch, byte[] body) throws IOException {
        Field field = field(fields, batch.id());
        if (field != null) {
            if (batch.isDelta()) {
                throw new UnreadableFileException(
                        "The Arrow file has dictionaries that grow, which cannot be read here; write it as a whole.");
            }
            dictionaries.put(
                    batch.id(), new ArrowBatch(batch.data(), body, dictionaries, limits.bytes()).values(field));
        }
    }

    private static Field field(List<Field> among, long dictionary) {
        for (Field field : among) {
            if (field.dictionary() != null && field.dictionary().id() == dictionary) {
                return field;
            }
        }
        return null;
    }

    @Override
    public ColumnValues values(int column) {
        return columns.get(column);
    }

    @Override
    public int at(int column) {
        return columns.get(column).has(row) ? row : -1;
    }

    /** The index of the current row in its batch. */
    int row() {
        return row;
    }

    @Override
    public void close() throws IOException {
        messages.close();
    }
}
