package dev.quarry.platform.sql;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** The server's transactions. */
@ApplicationScoped
class JtaTransactions implements Transactions {

    private final TransactionBorder border;

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

    /** What the work throws travels inside the outcome, so this is the container's own. */
    private static <T> TransactionBorder.Outcome<T> outcome(Supplier<TransactionBorder.Outcome<T>> transaction) {
        try {
            return transaction.get();
        } catch (EJBException e) {
            throw new TransactionFailedException(e);
        }
    }
}
