package dev.quarry.platform.json;

import java.time.OffsetDateTime;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes a time that a client gave with its milliseconds, since the end of a range is often the last one of a day. */
public final class ExactTime extends StdSerializer<OffsetDateTime> {

    public ExactTime() {
        super(OffsetDateTime.class);
    }

    @Override
    public void serialize(OffsetDateTime value, JsonGenerator json, SerializationContext context) {
        json.writeString(Timestamps.exactText(value));
    }
}
