package dev.quarry.marketdata.file.text;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/** Reads the offset or time zone after a time: Z, UTC, +02:00, +0200, GMT+2, America/New_York, EST and the like. */
public final class ZoneText {

    private static final Map<String, ZoneId> ABBREVIATIONS = Map.of(
            "Z", ZoneOffset.UTC,
            "UTC", ZoneOffset.UTC,
            "GMT", ZoneOffset.UTC,
            "EST", ZoneOffset.ofHours(-5),
            "EDT", ZoneOffset.ofHours(-4),
            "PST", ZoneOffset.ofHours(-8),
            "PDT", ZoneOffset.ofHours(-7),
            "CET", ZoneOffset.ofHours(1),
            "CEST", ZoneOffset.ofHours(2));

    private ZoneText() {}

    /**
     * @param behind the text after the time
     * @param time the whole text, for messages
     * @throws BadLineException naming what is not a zone, or an abbreviation that means several zones
     */
    public static ZoneId parse(String behind, String time) throws BadLineException {
        int bracket = behind.indexOf('[');
        String id = bracket > 0 ? behind.substring(0, bracket).strip() : behind;
        if ((id.startsWith("[") || id.startsWith("(")) && id.length() > 2) {
            id = id.substring(1, id.length() - 1).strip();
        }
        ZoneId known = ABBREVIATIONS.get(id.toUpperCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        String offset =
                id.startsWith("GMT") || id.startsWith("UTC") ? id.substring(3).strip() : id;
        try {
            if (offset.startsWith("+") || offset.startsWith("-")) {
                return ZoneOffset.of(offset.split("[ (]", 2)[0]); // the zone's name may follow in words
            }
            if (id.contains("/")) {
                return ZoneId.of(id);
            }
        } catch (DateTimeException e) {
            throw new BadLineException(
                    "the time zone " + Fields.quoted(id) + " of the time " + Fields.quoted(time) + " is unknown");
        }
        if (ZoneId.getAvailableZoneIds().contains(id)) {
            return ZoneId.of(id);
        }
        if (id.chars().allMatch(c -> Character.isLetter(c) || c == ' ')) {
            throw new BadLineException("the time zone " + Fields.quoted(id) + " of the time " + Fields.quoted(time)
                    + " is not known for certain; write the times without it and send time_zone");
        }
        throw new BadLineException("the time " + Fields.quoted(time) + " is in no spelling that is known here");
    }
}
