package dev.quarry.platform.json;

import jakarta.validation.Validation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** The payload reader as the server makes it, without a server. */
public final class PayloadReaders {

    private static final PayloadReader READER = new PayloadReader(Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator());

    private PayloadReaders() {}

    public static PayloadReader reader() {
        return READER;
    }
}
