package dev.quarry.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The fixture keeps the promises of the server's data source and transactions; other tests rely on it. */
class TestDatabaseIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Database database = DATABASE.database();
    private final Transactions transactions = DATABASE.transactions();

    @BeforeEach
    void an_empty_table() {
        database.update("create table if not exists note (text text)");
        DATABASE.empty("note");
    }

    @Test
    void what_is_written_in_a_transaction_is_seen_in_it_and_by_others_after_it() {
        transactions.runInNew(() -> {
            write("in");
            assertThat(count()).isEqualTo(1);
            assertThat(transactions.inNew(this::count)).isZero();
        });

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_transaction_whose_work_throws_leaves_nothing() {
        assertThatThrownBy(() -> transactions.runInNew(() -> {
                    write("lost");
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(count()).isZero();
    }

    @Test
    void a_new_transaction_inside_another_is_independent_of_it() {
        assertThatThrownBy(() -> transactions.runInNew(() -> {
                    transactions.runInNew(() -> write("inner"));
                    write("outer");
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(database.query("select text from note", row -> row.getString(1)))
                .containsExactly("inner");
    }

    @Test
    void outside_a_transaction_each_statement_stands_for_itself() {
        write("kept");
        assertThatThrownBy(() -> database.update("insert into nowhere values (1)"))
                .isInstanceOf(DatabaseException.class);
        write("kept too");

        assertThat(count()).isEqualTo(2);
    }

    @Test
    void threads_have_their_own_transactions() throws InterruptedException {
        AtomicLong seen = new AtomicLong(-1);
        transactions.runInNew(() -> {
            write("mine");
            Thread other = new Thread(() -> seen.set(count()));
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(seen).hasValue(0);
    }

    private void write(String text) {
        database.update("insert into note values (?)", text);
    }

    private long count() {
        return database.first("select count(*) from note", row -> row.getLong(1))
                .orElseThrow();
    }
}
