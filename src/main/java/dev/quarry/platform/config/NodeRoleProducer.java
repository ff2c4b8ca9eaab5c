package dev.quarry.platform.config;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the role of this node injectable. */
@Dependent
class NodeRoleProducer {

    @Produces
    @Dependent
    NodeRole role(@ConfigProperty(name = NodeRole.SETTING, defaultValue = NodeRole.DEFAULT) String code) {
        return NodeRole.of(code);
    }
}
