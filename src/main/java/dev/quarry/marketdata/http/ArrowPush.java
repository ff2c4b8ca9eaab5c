package dev.quarry.marketdata.http;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.ArrowCandles;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.push.PushedBars;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the bars of a push whose body is an Arrow table. Not thread-safe. */
final class ArrowPush implements CandleSink {

    private final PushedBars bars = new PushedBars();
    private final List<Violation> violations = new ArrayList<>();

    private ArrowPush() {}

    /**
     * Reads a body.
     *
     * @throws InvalidInputException when it is not such a table, or naming each row that is not a bar by its index
     */
    static PushedBars read(InputStream body, boolean missingVolumeIsZero) throws IOException {
        ArrowPush push = new ArrowPush();
        try {
            ArrowCandles.read(
                    new LimitedBody(body, CandlePushReader.MAX_BYTES, CandlePushReader::tooLarge),
                    PushedBars.MAX,
                    missingVolumeIsZero,
                    push);
        } catch (UnreadableFileException e) {
            throw new InvalidInputException("bars", "cannot be read: " + e.getMessage());
        }
        InvalidInputException.throwIfAny(push.violations);
        return push.bars;
    }

    @Override
    public void candle(long line, long openTime, double open, double high, double low, double close, double volume) {
        if (openTime < SeriesParameters.EARLIEST || openTime > SeriesParameters.LATEST) {
            refused(line, "has a time that is in no calendar, " + openTime + " ms since 1970");
        } else {
            bars.add(openTime, open, high, low, close, volume);
        }
    }

    @Override
    public void refused(long line, String reason) {
        violations.add(new Violation("bars[" + line + "]", reason));
        if (violations.size() > CandlePushReader.MAX_FAULTS) {
            InvalidInputException.throwIfAny(violations);
        }
    }
}
