package dev.quarry.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class OpenTransactionIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Database database = DATABASE.database();

    @BeforeEach
    void an_empty_table() {
        database.update("create table if not exists note (text text)");
        DATABASE.empty("note");
    }

    @Test
    void what_is_handed_over_is_done_in_order_and_seen_by_others_after_the_commit() {
        try (OpenTransaction transaction = begin()) {
            transaction.submit(() -> write("a"));
            assertThat(transaction.call(() -> write("b") + count())).isEqualTo(3);
            assertThat(count()).isZero();

            transaction.submit(() -> write("c"));
            transaction.commit();
        }
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void without_a_commit_nothing_is_left() {
        try (OpenTransaction transaction = begin()) {
            transaction.call(() -> write("a"));
        }
        assertThat(count()).isZero();
    }

    @Test
    void what_the_work_throws_reaches_the_caller() {
        try (OpenTransaction transaction = begin()) {
            Future<Integer> failing = transaction.submit(() -> {
                throw new IllegalArgumentException("on purpose");
            });
            assertThatThrownBy(() -> transaction.outcome(failing)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void without_a_transaction_the_work_is_refused_with_the_reason() {
        Transactions none = new Transactions() {
            @Override
            public <T> T inNew(Supplier<T> work) {
                throw new TransactionFailedException(new IllegalStateException("no database"));
            }

            @Override
            public <T> T inCurrent(Supplier<T> work) {
                return inNew(work);
            }

            @Override
            public boolean isActive() {
                return false;
            }
        };
        try (OpenTransaction transaction = OpenTransaction.begin(none, Thread::new)) {
            assertThatThrownBy(() -> transaction.call(() -> write("a"))).isInstanceOf(TransactionFailedException.class);
            assertThatThrownBy(transaction::commit).isInstanceOf(TransactionFailedException.class);
        }
        assertThat(count()).isZero();
    }

    @Test
    void work_after_the_end_is_refused() {
        OpenTransaction transaction = begin();
        transaction.close();

        assertThatThrownBy(() -> transaction.call(() -> write("a"))).isInstanceOf(RuntimeException.class);
        assertThat(count()).isZero();
    }

    private OpenTransaction begin() {
        return OpenTransaction.begin(DATABASE.transactions(), Thread::new);
    }

    private int write(String text) {
        return database.update("insert into note values (?)", text);
    }

    private int count() {
        return database.first("select count(*) from note", row -> row.getInt(1)).orElseThrow();
    }
}
