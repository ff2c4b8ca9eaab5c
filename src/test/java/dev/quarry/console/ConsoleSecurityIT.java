package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.SecuredServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console with security on: one key for all tabs, what each role sees, and the pages of keys and audit. */
class ConsoleSecurityIT {

    private static SecuredServer server;
    private Browser browser;

    @BeforeAll
    static void start() throws Exception {
        server = SecuredServer.start(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void open() {
        browser = Browser.open(server.process().base());
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void a_new_tab_has_the_key_of_those_that_are_open_and_forgets_it_with_them() throws Exception {
        signIn("read");

        browser.tab("/schedules").see("main h1", "Schedules");
        browser.see(".link-state", "Live");
        assertThat(browser.run("return JSON.stringify(localStorage).includes('qk_')"))
                .isEqualTo(false);

        browser.click(".foot button", "Forget the key").see("q-key-form h1", "A key is needed");
        browser.otherTab().see("q-key-form h1", "A key is needed");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void buttons_are_shown_by_what_the_key_may_do() throws Exception {
        signIn("read");
        browser.see("[aria-label='Pages'] a", "Prices");
        browser.until("document.documentElement.dataset.role === 'read'");
        assertThat(hidden("a[href='/new']")).isTrue();
        assertThat(hidden("a[href='/keys']")).isTrue();
        browser.go("/").see("#workers tbody tr");
        assertThat(hidden("#workers button")).isTrue();
        browser.shoot("role-read");
        browser.click(".foot button", "Forget the key");

        signIn("submit");
        browser.until("document.documentElement.dataset.role === 'submit'");
        assertThat(hidden("a[href='/new']")).isFalse();
        assertThat(hidden("a[href='/keys']")).isTrue();
        browser.click(".foot button", "Forget the key");

        signIn("operate");
        browser.go("/").see("#workers tbody tr");
        assertThat(hidden("#workers button")).isFalse();
        assertThat(hidden("a[href='/keys']")).isFalse();
    }

    @Test
    void a_key_is_made_shown_once_and_revoked_and_the_audit_tells_of_it() throws Exception {
        signIn("operate");
        browser.go("/keys").see("main tbody tr", "test-operate");
        browser.type("#f-name", "no such name!").click("form button.primary").see(".field.wrong", "letters");
        browser.type("#f-name", "notebook").click("form button.primary");

        String secret = browser.see("[data-secret] .secret").getText();
        assertThat(secret).matches("qk_[0-9a-f]{12}_[0-9a-f]{64}");
        browser.shoot("keys");
        assertThat(browser.barriers()).isEmpty();
        browser.go("/keys").see("main tbody tr", "notebook");
        assertThat((String) browser.run("return document.body.innerText")).doesNotContain(secret);
        browser.click("[aria-label='Revoke notebook']").click("dialog button", "Revoke");
        browser.see("main tbody tr", "revoked");

        browser.go("/audit").see("main tbody tr", "POST /v1/keys");
        browser.see("main tbody tr", "DELETE /v1/keys/");
        browser.see("main tbody tr", "test-operate");
        browser.shoot("audit");
        assertThat(browser.barriers()).isEmpty();
        browser.size(390, 844).go("/audit").see("main tbody tr", "POST /v1/keys");
        assertThat(browser.run("return document.documentElement.scrollWidth - innerWidth"))
                .isEqualTo(0L);
        browser.shoot("audit-phone");
    }

    @Test
    void a_table_is_saved_with_the_key() throws Exception {
        signIn("read");
        browser.go("/research").see("main h1", "Runs");

        var file = browser.download(() ->
                browser.run("import(document.querySelector('script[type=module]').src.replace('app.js', 'api.js'))"
                        + ".then((api) => api.save('/discovery/runs', 'runs.csv', {format: 'csv'}))"));

        assertThat(file.getFileName().toString()).isEqualTo("runs.csv");
        assertThat(Files.readString(file)).contains("params_hash");
    }

    private void signIn(String role) throws IOException, InterruptedException {
        browser.go("/jobs").see("q-key-form h1", "A key is needed");
        browser.type("#api-key", server.key(role)).click(".key-form button");
        browser.gone("q-key-form");
        browser.see("main h1", "Jobs");
    }

    private boolean hidden(String selector) {
        return (Boolean) browser.run("return !document.querySelector(arguments[0])?.checkVisibility()", selector);
    }
}
