package dev.quarry.platform.json;

import java.time.OffsetDateTime;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes a time that a client gave with the milliseconds that it has: the end of a day is often its last one. */
public final class ExactTime extends StdSerializer<OffsetDateTime> {

    public ExactTime() {
        super(OffsetDateTime.class);
    }

    @Override
    public void serialize(OffsetDateTime value, JsonGenerator json, SerializationContext context) {
        json.writeString(Timestamps.exactText(value));
    }
}
