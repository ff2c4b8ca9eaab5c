package dev.quarry.launcher;

import java.util.Locale;

/** How log lines are written. */
enum LogFormat {
    /** For people: a line, and the stack trace of an exception below it. */
    TEXT,
    /** For machines: a JSON object per line, which includes exceptions. */
    JSON;

    /**
     * The format of that name.
     *
     * @throws LaunchException when there is none
     */
    static LogFormat of(String name) {
        for (LogFormat format : values()) {
            if (format.name().equals(name.strip().toUpperCase(Locale.ROOT))) {
                return format;
            }
        }
        throw LaunchException.usage(
                "The log format (--log-format or QUARRY_LOG_FORMAT) must be text or json, not \"" + name + "\".");
    }
}
