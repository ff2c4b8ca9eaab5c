package dev.quarry.marketdata.file.container;

import java.io.IOException;
import java.io.InputStream;

/** A file that can be read more than once: first to look at it, then to read it. */
@FunctionalInterface
public interface PriceFileSource {

    /** The bytes from the first one on; the caller closes the stream. */
    InputStream open() throws IOException;

    /** How many bytes there are; 0 when that is unknown. */
    default long bytes() {
        return 0;
    }
}
