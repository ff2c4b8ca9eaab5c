package dev.quarry.marketdata.ingest;

import dev.quarry.platform.problem.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The one directory of the server whose files may be imported, by their bare names. */
@ApplicationScoped
class ImportDirectory {

    private static final String FIELD = "file";

    private final ImportSettings settings;

    @Inject
    ImportDirectory(ImportSettings settings) {
        this.settings = settings;
    }

    /**
     * The file of that name: a regular file directly in the directory, even after following links.
     *
     * @throws InvalidInputException naming the field {@code file}, never a path of the server
     */
    Path resolve(String name) {
        Path directory = settings.directory()
                .orElseThrow(() -> new InvalidInputException(
                        FIELD, "cannot be used: the server has no import directory (quarry.import.directory)"));
        if (name.isBlank() || name.startsWith(".") || name.contains("/") || name.contains("\\")) {
            throw new InvalidInputException(FIELD, "must be the bare name of a file in the import directory");
        }
        try {
            Path inside = directory.toRealPath();
            Path file = inside.resolve(name).toRealPath();
            if (inside.equals(file.getParent()) && Files.isRegularFile(file)) {
                return file;
            }
        } catch (IOException | InvalidPathException e) {
            // Falls through: to the one who asks, what cannot be reached is not there.
        }
        throw new InvalidInputException(FIELD, "is not there: the import directory has no file of that name");
    }
}
