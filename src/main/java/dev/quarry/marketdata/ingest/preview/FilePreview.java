package dev.quarry.marketdata.ingest.preview;

import dev.quarry.marketdata.file.CandleFileReader;
import dev.quarry.marketdata.file.EntryName;
import dev.quarry.marketdata.file.FileLook;
import dev.quarry.marketdata.file.ReadingOptions;
import dev.quarry.marketdata.file.container.PriceFileSource;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.ingest.ImportSettings;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.SeriesWriter;
import dev.quarry.marketdata.ingest.preview.PricePreview.EntrySeriesName;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Shows what an import would read from a file, by its first part. Stores nothing. */
@ApplicationScoped
public class FilePreview {

    private final ImportSettings settings;
    private final SeriesWriter series;
    private final InstantSource clock;

    @Inject
    FilePreview(ImportSettings settings, SeriesWriter series) {
        this(settings, series, InstantSource.system());
    }

    FilePreview(ImportSettings settings, SeriesWriter series, InstantSource clock) {
        this.settings = settings;
        this.series = series;
        this.clock = clock;
    }

    /**
     * Reads the first part of a file.
     *
     * @param name its name at the sender
     * @param request the request of such an import; symbol and timeframe may be null
     */
    public PricePreview of(String name, PriceFileSource file, IngestionRequest request) throws IOException {
        PreviewLimit limit = new PreviewLimit(clock);
        PreviewedFile read = new PreviewedFile(limit);
        PreviewAnswer answer = new PreviewAnswer(request, name, file.bytes(), clock.millis(), series::stored);
        try {
            ReadingOptions options = request.readingOptions();
            if (request.eachEntry()) {
                List<EntrySeriesName> entries =
                        entries(reader(options).look(file, read.file()).entries());
                answer.entries(entries);
                options = options.ofEntry(entries.get(0).entry());
            }
            FileLook look = reader(options).look(file, read.file());
            answer.look(look);
            if (look.refusal() == null) {
                reader(options).read(file, read);
            }
        } catch (UnreadableFileException e) {
            answer.refusal(e.getMessage());
        } catch (PreviewLimit.Reached e) {
            answer.inPart();
        }
        PricePreview preview = answer.of(read, limit.rows());
        Optional<Timeframe> measured = Timeframe.of(preview.timeframe());
        return request.timeframe() == null
                        && measured.isPresent()
                        && measured.get().millis() >= Timeframe.D1.millis()
                ? of(
                        name,
                        file,
                        request.of(request.symbol(), preview.timeframe())) // days are read as the dates they name
                : preview;
    }

    private CandleFileReader reader(ReadingOptions options) {
        return new CandleFileReader(options, settings.maxTextBytes());
    }

    private static List<EntrySeriesName> entries(List<String> names) {
        if (names.isEmpty()) {
            throw new UnreadableFileException("entry=* was sent, but the file is no zip.");
        }
        return EntryName.all(names).stream()
                .map(one -> new EntrySeriesName(
                        one.entry(),
                        one.symbol(),
                        one.timeframe().map(Timeframe::code).orElse(null)))
                .toList();
    }
}
