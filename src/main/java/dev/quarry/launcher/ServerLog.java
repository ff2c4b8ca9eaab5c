package dev.quarry.launcher;

import dev.quarry.launcher.log.ConsoleLog;
import dev.quarry.launcher.log.JsonLogFormatter;
import dev.quarry.launcher.log.LogFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The rotating log file in the data directory, which receives everything that the server would print. */
final class ServerLog {
    private static final String TEMPLATE_HANDLER = "java.util.logging.FileHandler";
    private static final String FILE_HANDLER = LogFile.class.getName();

    private final Path file;
    private final Path configuration;

    private ServerLog(Path file, Path configuration) {
        this.file = file;
        this.configuration = configuration;
    }

    /**
     * Sends java.util.logging, standard output and standard error to the log file from here on.
     *
     * @param template levels, and the format of text
     * @param console receives the lines too; empty for the file only
     */
    static ServerLog open(Path template, DataDirectory data, LogFormat format, Optional<PrintStream> console) {
        try {
            Properties properties = new Properties();
            try (InputStream in = Files.newInputStream(template)) {
                properties.load(in);
            }
            for (String name : Set.copyOf(properties.stringPropertyNames())) {
                if (name.startsWith(TEMPLATE_HANDLER + ".")) {
                    properties.setProperty(
                            FILE_HANDLER + name.substring(TEMPLATE_HANDLER.length()), properties.getProperty(name));
                    properties.remove(name);
                }
            }
            LogFile.in(data.log());
            properties.setProperty("handlers", FILE_HANDLER);
            if (format == LogFormat.JSON) {
                properties.setProperty(FILE_HANDLER + ".formatter", JsonLogFormatter.class.getName());
                properties.setProperty(FILE_HANDLER + ".encoding", "UTF-8");
            }
            console.ifPresent(stream -> {
                ConsoleLog.to(stream);
                properties.setProperty("handlers", FILE_HANDLER + "," + ConsoleLog.class.getName());
            });
            properties.setProperty(
                    FILE_HANDLER + ".pattern", data.log().toString().replace("%", "%%") + "/quarry.%g.log");
            Path configuration = data.temporary().resolve("logging.properties");
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            properties.store(text, null);
            Files.write(configuration, text.toByteArray());
            LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(text.toByteArray()));
            System.setOut(intoLog("stdout"));
            System.setErr(intoLog("stderr"));
            return new ServerLog(data.log().resolve("quarry.0.log"), configuration);
        } catch (IOException e) {
            throw LaunchException.failure(
                    "The log in " + data.log() + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    /** The newest file. */
    Path file() {
        return file;
    }

    /** The java.util.logging configuration to give to the server. */
    Path configuration() {
        return configuration;
    }

    private static PrintStream intoLog(String name) {
        return new PrintStream(new Lines(Logger.getLogger(name)), true, StandardCharsets.UTF_8);
    }

    /** Turns what is printed into one log record per line. */
    private static final class Lines extends OutputStream {
        private final Logger logger;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(Logger logger) {
            this.logger = logger;
        }

        @Override
        public synchronized void write(int character) {
            if (character == '\n') {
                logger.log(
                        Level.INFO, "{0}", line.toString(StandardCharsets.UTF_8).stripTrailing());
                line.reset();
            } else {
                line.write(character);
            }
        }
    }
}
