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
}
