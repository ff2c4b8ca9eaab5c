package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests in one browser on the server that they share; no page may fail without being seen to. */
abstract class ConsoleBrowsing {

    static ConsoleServer server;
    static Browser browser;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        server = ConsoleServer.shared();
        browser = Browser.open(server.process().base());
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void fresh() {
        browser.size(1280, 900).colours("light");
    }

    @AfterEach
    void no_page_fails_silently() {
        assertThat(browser.errors()).isEmpty();
    }
}
