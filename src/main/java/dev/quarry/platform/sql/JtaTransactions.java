package dev.quarry.platform.sql;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Supplier;

/** Transactions by the server's JTA. */
@ApplicationScoped
class JtaTransactions implements Transactions {

    private final TransactionBorder border;

    @Resource
    private TransactionSynchronizationRegistry current;

    @Inject
    JtaTransactions(TransactionBorder border) {
        this.border = border;
    }

    @Override
    public <T> T inNew(Supplier<T> work) {
        return outcome(() -> border.cross(work)).value();
    }

    @Override
    public <T> T inCurrent(Supplier<T> work) {
        return outcome(() -> border.join(work)).value();
    }

    @Override
    public boolean isActive() {
        return current.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    /** Runs a transaction and turns the container's exceptions into ours; those of the work are inside the outcome. */
    private static <T> TransactionBorder.Outcome<T> outcome(Supplier<TransactionBorder.Outcome<T>> transaction) {
        try {
            return transaction.get();
        } catch (EJBException e) {
            throw new TransactionFailedException(e);
        }
    }
}
