package dev.quarry.mcp;

import dev.quarry.platform.security.Role;
import java.util.Map;

/** Something that an agent can do. */
public interface AgentTool {

    /** Its name in the protocol. */
    String name();

    /** What it does and what its answer means, for the model that chooses among tools. */
    String description();

    /** The least role that may use it: that of the route of the REST API which does the same. */
    Role role();

    /** The JSON Schema of its arguments. */
    Map<String, Object> arguments(Contract contract);

    /**
     * Does it.
     *
     * @throws dev.quarry.platform.problem.ProblemException as the route of the REST API would answer
     */
    ToolAnswer answer(ToolCall call);
}
