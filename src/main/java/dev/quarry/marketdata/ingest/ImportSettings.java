package dev.quarry.marketdata.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator allows for price files. */
@ApplicationScoped
public class ImportSettings {

    private final Optional<Path> directory;
    private final long maxBytes;
    private final long maxTextBytes;

    /**
     * @param directory where files may be imported from by name; nowhere when empty
     * @param maxBytes how large an upload may be
     * @param maxTextBytes how large a file may be once it is unpacked
     */
    @Inject
    public ImportSettings(
            @ConfigProperty(name = "quarry.import.directory") Optional<String> directory,
            @ConfigProperty(name = "quarry.import.max-bytes", defaultValue = "536870912") long maxBytes,
            @ConfigProperty(name = "quarry.import.max-text-bytes", defaultValue = "4294967296") long maxTextBytes) {
        this.directory = directory.filter(d -> !d.isBlank()).map(Path::of);
        this.maxBytes = maxBytes;
        this.maxTextBytes = maxTextBytes;
    }

    Optional<Path> directory() {
        return directory;
    }

    /** How many bytes an upload may have. */
    public long maxBytes() {
        return maxBytes;
    }

    public long maxTextBytes() {
        return maxTextBytes;
    }
}
