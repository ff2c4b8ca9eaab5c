package dev.quarry.platform.sql;

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
        return border.cross(work).value();
    }

    @Override
    public <T> T inCurrent(Supplier<T> work) {
        return border.join(work).value();
    }
}
