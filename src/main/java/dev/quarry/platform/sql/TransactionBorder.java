package dev.quarry.platform.sql;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.function.Supplier;

/**
 * Where a transaction begins and ends. An enterprise bean and not an interceptor, because the server does not enlist
 * connections in a transaction that an interceptor begins below a message-driven bean or a timer without one.
 * Exceptions are returned inside the outcome, since the container would wrap them.
 */
@Stateless
public class TransactionBorder {

    @Resource
    private EJBContext context;

    /** Runs the work in a new transaction, which is rolled back when the work throws. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public <T> Outcome<T> cross(Supplier<T> work) {
        return run(work);
    }

    /** Runs the work in the caller's transaction, or else in a new one; rolled back when the work throws. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public <T> Outcome<T> join(Supplier<T> work) {
        return run(work);
    }

    private <T> Outcome<T> run(Supplier<T> work) {
        try {
            return new Outcome<>(work.get(), null, null);
        } catch (RuntimeException e) {
            context.setRollbackOnly();
            return new Outcome<>(null, e, null);
        } catch (Error e) {
            context.setRollbackOnly();
            return new Outcome<>(null, null, e);
        }
    }

    /** What the work returned or threw. */
    public record Outcome<T>(T result, RuntimeException exception, Error error) {

        /** The result, or the exception that the work threw. */
        T value() {
            if (exception != null) {
                throw exception;
            }
            if (error != null) {
                throw error;
            }
            return result;
        }
    }
}
