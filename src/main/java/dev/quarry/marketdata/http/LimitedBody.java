package dev.quarry.marketdata.http;

import dev.quarry.platform.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A body that is refused as soon as it has passed a limit, whatever its headers announce. */
final class LimitedBody extends FilterInputStream {

    private final long limit;
    private final Supplier<ProblemException> tooLarge;
    private long received;

    LimitedBody(InputStream body, long limit, Supplier<ProblemException> tooLarge) {
        super(body);
        this.limit = limit;
        this.tooLarge = tooLarge;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(n);
        return n;
    }

    private void count(int bytes) {
        received += Math.max(0, bytes);
        if (received > limit) {
            throw tooLarge.get();
        }
    }
}
