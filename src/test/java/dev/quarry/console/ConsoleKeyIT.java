package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.server.SecuredServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The console where the API asks for a key. */
class ConsoleKeyIT {

    private static final String ROUTE = "#operations-queues-getQueues ";
    private static final String ANSWER = ROUTE + ".live-responses-table ";

    @Test
    void it_asks_for_a_key_and_works_with_it_live_until_it_is_forgotten() throws Exception {
        try (SecuredServer server = SecuredServer.start(Map.of());
                Browser browser = Browser.open(server.process().base())) {
            browser.go("/jobs").see("q-key-form h1", "A key is needed");
            browser.shoot("key");
            assertThat(browser.barriers()).isEmpty();
            browser.type("#api-key", "qk_wrong").click(".key-form button");
            browser.see("q-key-form", "not valid");

            browser.type("#api-key", server.key("submit")).click(".key-form button");

            browser.see(".link-state", "Live");
            browser.gone("q-key-form");
            assertThat(browser.run("return localStorage.length && JSON.stringify(localStorage).includes('qk_')"))
                    .isNotEqualTo(true);
            browser.until(
                    "fetch('/v1/patterns/refresh', {method: 'POST', body: '{}', headers: {'Content-Type': 'application/json',"
                            + " 'X-Api-Key': sessionStorage.getItem('quarry.key')}}).then(() => true) && true");
            browser.see("tbody tr");

            browser.go("/openapi/ui");
            execute(browser, "200", "\"lanes\"");

            browser.go("/jobs").click(".foot button", "Forget the key");
            browser.see("q-key-form h1", "A key is needed");
            browser.go("/openapi/ui");
            execute(browser, "401", "X-Api-Key");
            browser.click(".btn.authorize").see(".auth-container", "X-Api-Key");
            browser.type(".auth-container input", server.key("read")).click(".auth-container .authorize");
            browser.see(".auth-container button", "Logout");
            browser.click(".auth-btn-wrapper .btn-done").click(ROUTE + ".execute");
            browser.see(ANSWER + ".response-col_status", "200");
            assertThat(browser.errors()).isEmpty();
        }
    }

    /** Sends the explorer's request, which is answered with that status and text. */
    private static void execute(Browser browser, String status, String text) {
        browser.click(ROUTE + ".opblock-summary-control")
                .click(ROUTE + ".try-out__btn")
                .click(ROUTE + ".execute");
        browser.see(ANSWER + ".response-col_status", status);
        browser.see(ANSWER + ".response-col_description", text);
    }
}
