package dev.quarry.security.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.security.Role;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.security.ApiKey;
import dev.quarry.security.AuditEvent;
import dev.quarry.security.KeyText;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tables of keys and of the audit hold. */
class SecurityStoresIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ApiKeyStore keys = new ApiKeyStore(DATABASE.database());
    private final AuditStore audit = new AuditStore(DATABASE.database());

    @BeforeEach
    void empty() {
        DATABASE.empty("api_key", "audit_event");
    }

    @Test
    void a_key_is_found_by_its_id_and_only_its_hash_is_kept() {
        KeyText key = KeyText.random();

        assertThat(keys.add(key, "ci", Role.SUBMIT, false)).isTrue();

        assertThat(keys.valid(key.id())).hasValueSatisfying(stored -> {
            assertThat(stored.key().role()).isEqualTo(Role.SUBMIT);
            assertThat(key.matches(stored.hash())).isTrue();
        });
        assertThat(DATABASE.database().query("select api_key::text from api_key", row -> row.getString(1)))
                .singleElement()
                .asString()
                .doesNotContain(key.reveal().substring(16));
    }

    @Test
    void a_name_has_one_valid_key_and_a_revoked_one_is_valid_no_more() {
        KeyText first = KeyText.random();
        keys.add(first, "ci", Role.READ, false);

        assertThat(keys.add(KeyText.random(), "ci", Role.OPERATE, false)).isFalse();
        assertThat(keys.revoke(first.id())).isTrue();
        assertThat(keys.revoke(first.id())).isFalse();

        assertThat(keys.valid(first.id())).isEmpty();
        assertThat(keys.add(KeyText.random(), "ci", Role.OPERATE, false)).isTrue();
        assertThat(keys.listed())
                .hasSize(2)
                .filteredOn(key -> key.revokedAt() == null)
                .hasSize(1);
    }

    @Test
    void the_use_of_a_key_is_noted() {
        KeyText key = KeyText.random();
        keys.add(key, "ci", Role.READ, false);
        assertThat(keys.find(key.id())).map(ApiKey::lastUsedAt).isEmpty();

        keys.used(key.id());

        assertThat(keys.find(key.id())).map(ApiKey::lastUsedAt).isPresent();
    }

    @Test
    void an_action_is_recorded_before_it_is_done_and_its_outcome_after() {
        long row = audit.begin("ci", "192.0.2.1", "POST /v1/queues/io/pause", null, null);
        assertThat(audit.page(Long.MAX_VALUE, 10)).singleElement().satisfies(event -> assertThat(event.outcome())
                .isEqualTo("unknown"));

        audit.end(row, 200);

        assertThat(audit.page(Long.MAX_VALUE, 10)).singleElement().satisfies(event -> {
            assertThat(event.outcome()).isEqualTo("done");
            assertThat(event.caller()).isEqualTo("ci");
            assertThat(event.at()).isNotNull();
        });
    }

    @Test
    void pages_go_back_in_time_and_old_events_are_forgotten() {
        for (int k = 0; k < 5; k++) {
            audit.begin("ci", "local", "action " + k, null, 403);
        }
        DATABASE.database().update("update audit_event set at = now() - interval '3 days' where action = 'action 0'");

        List<AuditEvent> first = audit.page(Long.MAX_VALUE, 2);
        List<AuditEvent> second = audit.page(first.get(1).id(), 2);

        assertThat(first).extracting(AuditEvent::action).containsExactly("action 4", "action 3");
        assertThat(second).extracting(AuditEvent::action).containsExactly("action 2", "action 1");
        assertThat(audit.forget(2)).isEqualTo(1);
        assertThat(audit.page(Long.MAX_VALUE, 10)).hasSize(4);
    }
}
