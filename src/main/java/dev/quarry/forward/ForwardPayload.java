package dev.quarry.forward;

import dev.quarry.ledger.RunHash;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the payloads of jobs from requests whose path names the winner. */
@ApplicationScoped
public class ForwardPayload {

    private final Winners winners;
    private final PayloadReader reader;

    @Inject
    public ForwardPayload(Winners winners, PayloadReader reader) {
        this.winners = winners;
        this.reader = reader;
    }

    /**
     * The payload of a {@link ForwardRequest}.
     *
     * @param body a {@link ForwardRange}; null for none
     * @throws InvalidInputException naming what is wrong with the body, or with the hash
     * @throws dev.quarry.platform.problem.ProblemException 404 or 409 when there is no such winner
     */
    public ObjectNode of(WinnerName name, JsonNode body) {
        RunHash.fault(RunHash.NAME, name.paramsHash()).ifPresent(fault -> {
            throw new InvalidInputException(fault.field(), fault.reason());
        });
        winners.find(name);
        boolean nothing = body == null || body.isNull();
        JsonNode range = nothing ? Json.MAPPER.createObjectNode() : body;
        reader.read(range, ForwardRange.class);
        ObjectNode payload = (ObjectNode) Json.MAPPER.valueToTree(name);
        return payload.setAll((ObjectNode) range);
    }
}
