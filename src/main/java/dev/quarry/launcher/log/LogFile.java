package dev.quarry.launcher.log;

import dev.quarry.launcher.files.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.logging.FileHandler;

/**
 * The rotating log file, which only its owner may read. Public with a public constructor, for java.util.logging; its
 * settings are those of {@link FileHandler} under its own name.
 */
public final class LogFile extends FileHandler {

    private static volatile Path directory;

    public LogFile() throws IOException {
        super();
    }

    /** Sets the directory of these files. */
    public static void in(Path log) {
        directory = log;
    }

    /** Called whenever a file is opened. */
    @Override
    protected synchronized void setOutputStream(OutputStream out) {
        Path log = directory;
        if (log != null) {
            try {
                PrivateFiles.closeTree(log);
            } catch (IOException e) {
                reportError("the log's files stay readable for others", e, java.util.logging.ErrorManager.OPEN_FAILURE);
            }
        }
        super.setOutputStream(out);
    }
}
