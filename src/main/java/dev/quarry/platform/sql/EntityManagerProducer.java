package dev.quarry.platform.sql;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Makes the container's entity manager injectable through constructors; it follows the current transaction. */
@Dependent
class EntityManagerProducer {

    @PersistenceContext(unitName = "quarry")
    private EntityManager entityManager;

    @Produces
    @ContainerManaged
    EntityManager entityManager() {
        return entityManager;
    }
}
