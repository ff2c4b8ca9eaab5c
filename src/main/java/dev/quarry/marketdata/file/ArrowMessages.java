package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.Spool;
import dev.quarry.marketdata.file.container.Unpacking;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Schema;

/** The messages of an Arrow stream, one after another, or of an Arrow file, at the places in its footer. */
abstract class ArrowMessages implements Closeable {

    private static final int CONTINUATION = -1;
    private static final int END_BYTES = 10;

    private static final int MAX_METADATA_BYTES = 1 << 24;

    /** A message and the bytes that follow it. */
    record One(Message message, byte[] body) {}

    abstract Schema schema() throws IOException;

    /** The next dictionary or batch of rows; null at the end. */
    abstract One next() throws IOException;

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void require(boolean sound) {
        if (!sound) {
            throw BinaryRows.damaged("Arrow");
        }
    }

    /** The messages of a stream. */
    static final class OfStream extends ArrowMessages {

        private final Spool spool;
        private final InputStream in;

        /** Owns the file from now on, once it is made. */
        OfStream(Spool spool) throws IOException {
            this.spool = spool;
            this.in = new BufferedInputStream(
                    Channels.newInputStream(spool.channel().position(0)), 1 << 16);
        }

        @Override
        Schema schema() throws IOException {
            One first = next();
            require(first != null && first.message().headerType() == MessageHeader.Schema);
            return (Schema) first.message().header(new Schema());
        }

        @Override
        One next() throws IOException {
            int bytes = number();
            if (bytes == CONTINUATION) {
                bytes = number();
            }
            if (bytes == 0) {
                return null;
            }
            require(bytes > 0 && bytes <= MAX_METADATA_BYTES);
            Message message = Message.getRootAsMessage(littleEndian(in.readNBytes(bytes)));
            byte[] body = in.readNBytes(Unpacking.sized(message.bodyLength()));
            require(body.length == message.bodyLength());
            return new One(message, body);
        }

        /** The next number; 0 at the end of the stream too. */
        private int number() throws IOException {
            byte[] bytes = in.readNBytes(Integer.BYTES);
            return bytes.length < Integer.BYTES ? 0 : littleEndian(bytes).getInt();
        }

        @Override
        public void close() throws IOException {
            spool.close();
        }
    }

    /**
     * The messages of a file: some programs write its first message in a form of their own, so that only the footer can
     * be relied on.
     */
    static final class OfFile extends ArrowMessages {

        private final Spool spool;
        private final Footer footer;
        private int block;

        /** Owns the file from now on, once it is made. */
        OfFile(Spool spool) throws IOException {
            this.spool = spool;
            long size = spool.channel().size();
            ByteBuffer end = littleEndian(spool.bytes(size - END_BYTES, END_BYTES));
            int length = end.getInt(0);
            require(end.get(4) == 'A' && length > 0 && length <= Math.min(size - END_BYTES, MAX_METADATA_BYTES));
            footer = Footer.getRootAsFooter(littleEndian(spool.bytes(size - END_BYTES - length, length)));
        }

        @Override
        Schema schema() {
            return footer.schema();
        }

        @Override
        One next() throws IOException {
            int dictionaries = footer.dictionariesLength();
            if (block >= dictionaries + footer.recordBatchesLength()) {
                return null;
            }
            Block at = block < dictionaries ? footer.dictionaries(block) : footer.recordBatches(block - dictionaries);
            block++;
            require(at.metaDataLength() > Long.BYTES && at.metaDataLength() <= MAX_METADATA_BYTES && at.offset() > 0);
            ByteBuffer metadata = littleEndian(spool.bytes(at.offset(), at.metaDataLength()));
            metadata.position(metadata.getInt(0) == CONTINUATION ? Long.BYTES : Integer.BYTES);
            Message message = Message.getRootAsMessage(metadata.slice().order(ByteOrder.LITTLE_ENDIAN));
            int length = Unpacking.sized(at.bodyLength());
            return new One(message, spool.bytes(at.offset() + at.metaDataLength(), length));
        }

        @Override
        public void close() throws IOException {
            spool.close();
        }
    }
}
