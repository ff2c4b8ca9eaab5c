package dev.quarry.ledger;

import dev.quarry.platform.sql.Database;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Deletes files of runs that are not registered, and the folders that they leave empty. */
final class StrayFiles {

    private static final Logger LOG = Logger.getLogger(StrayFiles.class.getName());
    private static final int AT_ONCE = 1_000;

    /** From an attempt's folder up to that of the exchange. */
    private static final int FOLDERS = 5;

    private static final String REGISTERED = "select location from backtest_file where location = any (?)";

    private final Database database;

    StrayFiles(Database database) {
        this.database = database;
    }

    /** Deletes those in the directory of an attempt that is over; does nothing where that is in a store of objects. */
    void delete(String directory) {
        RunFile.path(directory).filter(Files::isDirectory).ifPresent(this::delete);
    }

    void delete(Path attempt) {
        try {
            List<Path> files;
            try (Stream<Path> all = Files.walk(attempt, 2)) {
                files = all.filter(Files::isRegularFile).toList();
            }
            for (int from = 0; from < files.size(); from += AT_ONCE) {
                List<Path> some = files.subList(from, Math.min(files.size(), from + AT_ONCE));
                Set<String> registered = registered(some);
                for (Path file : some) {
                    if (!registered.contains(location(file))) {
                        Files.deleteIfExists(file);
                    }
                }
            }
            List<Path> folders;
            try (Stream<Path> all = Files.walk(attempt, 1)) {
                folders = new ArrayList<>(all.filter(Files::isDirectory).skip(1).toList());
            }
            folders.forEach(StrayFiles::deleteEmpty);
            Path folder = attempt;
            for (int level = 0; level < FOLDERS && deleteEmpty(folder); level++) {
                folder = folder.getParent();
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            LOG.log(Level.WARNING, "Files of runs that do not count are left in {0}: {1}", new Object[] {attempt, e});
        }
    }

    private Set<String> registered(List<Path> files) {
        return new HashSet<>(database.query(REGISTERED, row -> row.getString(1), (Object)
                files.stream().map(StrayFiles::location).toArray(String[]::new)));
    }

    private static String location(Path file) {
        return RunFile.location(file);
    }

    private static boolean deleteEmpty(Path folder) {
        try {
            Files.delete(folder);
            return true;
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} cannot be deleted: {1}", new Object[] {folder, e});
            return false;
        }
    }
}
