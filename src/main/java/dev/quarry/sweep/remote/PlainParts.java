package dev.quarry.sweep.remote;

import dev.quarry.engine.SeriesPart;
import dev.quarry.engine.Stretches;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.BitSet;

/** Writes what of a series is traded: bars that follow one another by their first and last. */
public final class PlainParts {

    private enum Kind {
        WHOLE,
        WINDOW,
        TRADED
    }

    private static final Kind[] KINDS = Kind.values();

    private PlainParts() {}

    /** As {@link #read} reads it. */
    public static byte[] bytes(SeriesPart part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(part, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void write(SeriesPart part, DataOutput out) throws IOException {
        if (part instanceof SeriesPart.Window window) {
            out.writeByte(Kind.WINDOW.ordinal());
            out.writeInt(window.from());
            out.writeInt(window.to());
            out.writeInt(window.mostWarmupBars());
        } else if (part instanceof SeriesPart.Traded traded) {
            out.writeByte(Kind.TRADED.ordinal());
            write(traded.stretches().entries(), out);
            write(traded.stretches().last(), out);
        } else {
            out.writeByte(Kind.WHOLE.ordinal());
        }
    }

    /** The part of these bytes. */
    public static SeriesPart read(byte[] bytes) throws IOException {
        DataInput in = new DataInputStream(new ByteArrayInputStream(bytes));
        return switch (KINDS[in.readByte()]) {
            case WHOLE -> SeriesPart.WHOLE;
            case WINDOW -> new SeriesPart.Window(in.readInt(), in.readInt(), in.readInt());
            case TRADED -> new SeriesPart.Traded(new Stretches(bits(in), bits(in)));
        };
    }

    /** Where a run begins, and the one after its end, run by run; then −1. */
    private static void write(BitSet bits, DataOutput out) throws IOException {
        for (int from = bits.nextSetBit(0); from >= 0; ) {
            int to = bits.nextClearBit(from);
            out.writeInt(from);
            out.writeInt(to);
            from = bits.nextSetBit(to);
        }
        out.writeInt(-1);
    }

    private static BitSet bits(DataInput in) throws IOException {
        BitSet bits = new BitSet();
        for (int from = in.readInt(); from >= 0; from = in.readInt()) {
            bits.set(from, in.readInt());
        }
        return bits;
    }
}
