package dev.quarry.marketdata.http;

import dev.quarry.platform.io.CountedInput;
import dev.quarry.platform.problem.ProblemException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A body that is refused as soon as it exceeds a limit, whatever its headers announce. */
final class LimitedBody extends CountedInput {

    private final long limit;
    private final Supplier<ProblemException> tooLarge;

    LimitedBody(InputStream body, long limit, Supplier<ProblemException> tooLarge) {
        super(body);
        this.limit = limit;
        this.tooLarge = tooLarge;
    }

    @Override
    protected void counted(long bytes) {
        if (bytes > limit) {
            throw tooLarge.get();
        }
    }
}
