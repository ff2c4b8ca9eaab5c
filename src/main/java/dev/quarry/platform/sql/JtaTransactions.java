package dev.quarry.platform.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** The server's transactions. */
@ApplicationScoped
class JtaTransactions implements Transactions {

    @Override
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public <T> T inNew(Supplier<T> work) {
        return work.get();
    }

    /** Declared here too: a call from one method of a bean to another is not intercepted. */
    @Override
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void runInNew(Runnable work) {
        work.run();
    }
}
