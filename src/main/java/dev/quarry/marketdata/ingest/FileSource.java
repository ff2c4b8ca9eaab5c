package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.CandleFileReader;
import dev.quarry.marketdata.file.container.PriceFileSource;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.store.upload.Upload;
import dev.quarry.marketdata.store.upload.UploadStore;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The source of price files: uploaded ones, and those in the import directory. */
@ApplicationScoped
class FileSource implements PriceSource {

    static final String NAME = "file";

    private final ImportDirectory directory;
    private final ImportSettings settings;
    private final UploadStore uploads;

    @Inject
    FileSource(ImportDirectory directory, ImportSettings settings, UploadStore uploads) {
        this.directory = directory;
        this.settings = settings;
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Violation> check(IngestionRequest request) {
        if (request.label().equals(SampleSource.NAME)) {
            return List.of(new Violation("exchange", "sample is reserved for the built-in prices"));
        }
        if ((request.file() == null) == (request.uploadId() == null)) {
            return List.of(new Violation("file", "or upload_id is required, one of the two"));
        }
        if (request.uploadId() != null) {
            Optional<Upload> upload = uploads.find(request.uploadId());
            return upload.filter(u -> u.jobId() == null).isPresent()
                    ? List.of()
                    : List.of(new Violation("upload_id", "names no file that waits for its import"));
        }
        try {
            directory.resolve(request.file());
            return List.of();
        } catch (InvalidInputException e) {
            return e.violations();
        }
    }

    @Override
    public void read(IngestionRequest request, CandleSink sink, JobContext job) throws IOException {
        readReporting(
                request, job, (reader, source) -> reader.read(source, sink).code());
    }

    /** Reads a file with several series. */
    void readMany(IngestionRequest request, SeriesIntakes intakes, JobContext job) throws IOException {
        if (request.symbol() != null) {
            job.warn("The symbol " + request.symbol() + " was not used: the file names its series.");
        }
        readReporting(request, job, (reader, source) -> {
            if (request.eachEntry()) {
                reader.readEach(source, names -> new EntrySeries(request, intakes).of(names));
                return "archive";
            }
            return reader.read(source, intakes).code();
        });
    }

    private void readReporting(IngestionRequest request, JobContext job, Reading reading) throws IOException {
        try {
            Source source = request.uploadId() != null ? upload(request.uploadId()) : inDirectory(request.file());
            if (source.bytes() == 0) {
                throw new UnreadableFileException("The file is empty: it holds no prices.");
            }
            String layout =
                    reading.read(new CandleFileReader(request.readingOptions(), settings.maxTextBytes()), source);
            job.info(String.format(Locale.ROOT, "Read %s, layout %s", source.name(), layout));
        } catch (UnreadableFileException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    /** Reads a file and returns its layout. */
    private interface Reading {
        String read(CandleFileReader reader, PriceFileSource source) throws IOException;
    }

    private Source upload(long id) {
        Upload upload = uploads.find(id)
                .orElseThrow(() -> new JobFailedException("The uploaded file is no longer there; send it again."));
        return new Source(upload.name(), upload.bytes(), () -> uploads.open(id));
    }

    private Source inDirectory(String name) throws IOException {
        try {
            Path file = directory.resolve(name);
            return new Source(name, Files.size(file), () -> Files.newInputStream(file));
        } catch (InvalidInputException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    /** A file with the source of its bytes. */
    private record Source(String name, long bytes, PriceFileSource content) implements PriceFileSource {
        @Override
        public InputStream open() throws IOException {
            return content.open();
        }
    }
}
