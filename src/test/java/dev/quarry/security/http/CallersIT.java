package dev.quarry.security.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.chaos.TcpProxy;
import dev.quarry.platform.security.Role;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.security.Caller;
import dev.quarry.security.JwtSettings;
import dev.quarry.security.KeyText;
import dev.quarry.security.store.ApiKeyStore;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallersIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final KeyText key = KeyText.random();
    private TcpProxy proxy;
    private Callers callers;

    @BeforeEach
    void aKeyBehindAProxy() throws Exception {
        DATABASE.empty("api_key");
        int port = URI.create(DATABASE.jdbcUrl().substring("jdbc:".length())).getPort();
        proxy = new TcpProxy(port);
        TestDatabase behindProxy = TestDatabase.openIn(DATABASE.jdbcUrl().replace(":" + port, ":" + proxy.port()));
        callers = new Callers(
                new ApiKeyStore(behindProxy.database()),
                new JwtSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 60),
                Thread::new);
        new ApiKeyStore(DATABASE.database()).add(key, "prometheus", Role.READ, false);
    }

    @AfterEach
    void end() throws Exception {
        proxy.close();
    }

    @Test
    void where_it_must_answer_a_key_that_was_right_is_believed_while_the_database_is_away() {
        assertThat(callers.findOrBelieve(key.reveal())).map(Caller::name).hasValue("prometheus");

        proxy.set(TcpProxy.Mode.CUT);

        assertThat(callers.findOrBelieve(key.reveal())).map(Caller::name).hasValue("prometheus");
        assertThatThrownBy(() -> callers.find(key.reveal())).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> callers.findOrBelieve(KeyText.random().reveal()))
                .isInstanceOf(DatabaseException.class);
    }

    @Test
    void and_while_the_database_is_silent() {
        callers.findOrBelieve(key.reveal());

        proxy.set(TcpProxy.Mode.STALLED);

        assertThat(callers.findOrBelieve(key.reveal())).isPresent();
    }

    @Test
    void a_key_that_was_revoked_is_not_believed_once_the_database_has_said_so() {
        callers.findOrBelieve(key.reveal());
        new ApiKeyStore(DATABASE.database()).revoke(key.id());

        assertThat(callers.findOrBelieve(key.reveal())).isEmpty();
        proxy.set(TcpProxy.Mode.CUT);
        assertThatThrownBy(() -> callers.findOrBelieve(key.reveal())).isInstanceOf(DatabaseException.class);
    }
}
