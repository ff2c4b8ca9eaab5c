package dev.quarry.platform.columns;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An Arrow stream (Arrow Columnar Format 1.5, "IPC Streaming Format"): the schema, a dictionary for each column of choices, then the
 * batches, not packed.
 */
final class ArrowWriter implements ColumnWriter {

    /** The format recommends that buffers begin at multiples of 64 bytes. */
    private static final int ALIGNMENT = 64;

    private static final byte[] ZEROS = new byte[ALIGNMENT];
    private static final int CONTINUATION = -1;

    private final Table table;
    private final OutputStream out;

    ArrowWriter(Table table, OutputStream out) {
        this.table = table;
        this.out = out;
    }

    /** Bytes of a message's body. */
    record Piece(byte[] bytes, int length) {}

    @Override
    public void begin() throws IOException {
        message(ArrowMetadata.schema(table));
        for (int k = 0; k < table.columns().size(); k++) {
            Column column = table.columns().get(k);
            if (column.type() == ColumnType.CHOICE) {
                dictionary(k, column.choices());
            }
        }
    }

    private void dictionary(int id, List<String> choices) throws IOException {
        ByteBuffer ends =
                ByteBuffer.allocate((choices.size() + 1) * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        byte[] texts = String.join("", choices).getBytes(StandardCharsets.UTF_8);
        int end = 0;
        ends.putInt(0);
        for (String choice : choices) {
            end += choice.getBytes(StandardCharsets.UTF_8).length;
            ends.putInt(end);
        }
        List<Piece> body =
                List.of(new Piece(ZEROS, 0), new Piece(ends.array(), ends.capacity()), new Piece(texts, texts.length));
        message(ArrowMetadata.dictionary(id, choices.size(), layout(body)));
        body(body);
    }

    @Override
    public void write(Batch batch) throws IOException {
        List<Piece> body = new ArrayList<>();
        int[] missing = new int[batch.columns().size()];
        for (int k = 0; k < missing.length; k++) {
            ColumnValues values = batch.columns().get(k);
            missing[k] = values.missing(batch.rows());
            // Without a missing value the bits need not be there.
            body.add(new Piece(values.there(), missing[k] == 0 ? 0 : ColumnValues.bits(batch.rows())));
            if (values.column().type() == ColumnType.TEXT) {
                body.add(new Piece(values.ends(), (batch.rows() + 1) * Integer.BYTES));
            }
            body.add(new Piece(values.values(), values.bytes(batch.rows())));
        }
        message(ArrowMetadata.batch(batch.rows(), missing, layout(body)));
        body(body);
    }

    /** Where each piece begins and how long it is; behind them, how long they are together. */
    private static long[] layout(List<Piece> body) {
        long[] layout = new long[2 * body.size() + 1];
        long at = 0;
        for (int k = 0; k < body.size(); k++) {
            layout[2 * k] = at;
            layout[2 * k + 1] = body.get(k).length();
            at += body.get(k).length() + padding(body.get(k).length());
        }
        layout[2 * body.size()] = at;
        return layout;
    }

    private static int padding(int length) {
        return -length & ALIGNMENT - 1;
    }

    private void body(List<Piece> body) throws IOException {
        for (Piece piece : body) {
            out.write(piece.bytes(), 0, piece.length());
            out.write(ZEROS, 0, padding(piece.length()));
        }
    }

    /** A message's metadata, which is padded so that its body begins at a multiple. */
    private void message(ByteBuffer metadata) throws IOException {
        int length = metadata.remaining();
        int padding = padding(2 * Integer.BYTES + length);
        numbers(CONTINUATION, length + padding);
        out.write(metadata.array(), metadata.arrayOffset() + metadata.position(), length);
        out.write(ZEROS, 0, padding);
    }

    @Override
    public void end() throws IOException {
        numbers(CONTINUATION, 0);
    }

    /** A stream may end without its end: a message that is announced and does not come is an error to every reader. */
    @Override
    public void breakOff(String reason) throws IOException {
        byte[] sentence = reason.getBytes(StandardCharsets.UTF_8);
        numbers(CONTINUATION, sentence.length + ALIGNMENT);
        out.write(sentence);
    }

    private void numbers(int first, int second) throws IOException {
        out.write(ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(first)
                .putInt(second)
                .array());
    }
}
