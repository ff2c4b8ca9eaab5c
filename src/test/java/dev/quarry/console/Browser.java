package dev.quarry.console;

import dev.quarry.platform.DebianPackages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium with a fresh profile, looking at one server. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Selenium's half a second is waited dozens of times for what is there in a tenth of it. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /**
     * The first element of a selector that is in sight and has a text, as {@code one}. One question for all of them: a table of
     * hundreds of rows would take longer to ask row by row than it stays as it is.
     */
    private static final String FIRST_WITH = """
            const one = [...document.querySelectorAll(arguments[0])].find((one) => one.checkVisibility()
              && (one.innerText ?? one.textContent).replace(/\\s+/g, " ").toLowerCase().includes(arguments[1]));
            """;

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;
    private final URI base;

    private Browser(ChromeDriver driver, URI base) {
        this.driver = driver;
        this.base = base;
    }

    static Browser open(URI base) {
        DebianPackages.need(
                "chromium chromium-driver", () -> Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER));
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=1280,900");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        // The linter reads all of the console at once.
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        Browser browser = new Browser(driver, base);
        browser.size(1280, 900);
        return browser;
    }

    /** Opens an address of the console and waits for its heading. */
    Browser go(String path) {
        driver.get(base.resolve(path).toString());
        see("main h1");
        return this;
    }

    /** Opens an address in a new tab, which has nothing of this one's, and stays there. */
    Browser tab(String path) {
        driver.switchTo().newWindow(WindowType.TAB);
        return go(path);
    }

    /** Goes to the tab that was opened first. */
    Browser otherTab() {
        driver.switchTo().window(driver.getWindowHandles().iterator().next());
        return this;
    }

    /** Waits for an element. */
    WebElement see(String selector) {
        return wait(selector, () -> driver.findElement(By.cssSelector(selector)));
    }

    /** Waits for an element in sight whose text has this in it, whatever the case and the space between words. */
    WebElement see(String selector, String text) {
        return wait(selector + " with " + text, () ->
                (WebElement) driver.executeScript(FIRST_WITH + "return one;", selector, text.toLowerCase(Locale.ROOT)));
    }

    /** Waits until the text of the first such element is right. */
    String text(String selector, Predicate<String> right) {
        return wait("the text of " + selector, () -> {
            String text = driver.findElement(By.cssSelector(selector)).getText();
            return right.test(text) ? text : null;
        });
    }

    /** Waits until there is none. */
    void gone(String selector) {
        wait(
                "no " + selector,
                () -> driver.findElements(By.cssSelector(selector)).isEmpty() ? true : null);
    }

    Browser click(String selector) {
        see(selector);
        driver.executeScript("document.querySelector(arguments[0]).click()", selector);
        return this;
    }

    /** The button or link in there with this text. */
    Browser click(String selector, String text) {
        // Found and clicked in one step: between two, the page may have drawn it anew.
        wait(selector + " with " + text, () -> (Boolean) driver.executeScript(
                FIRST_WITH + "one?.click(); return one ? true : null;", selector, text.toLowerCase(Locale.ROOT)));
        return this;
    }

    /** Types into a field, from the beginning again where the page draws it anew meanwhile. */
    Browser type(String selector, String text) {
        wait("a field " + selector + " that stays", () -> {
            WebElement field = driver.findElement(By.cssSelector(selector));
            field.clear();
            field.sendKeys(text);
            driver.executeScript("arguments[0].dispatchEvent(new Event('change', {bubbles: true}))", field);
            return true;
        });
        return this;
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Waits until JavaScript gives something that is neither null nor false. */
    Object until(String script, Object... arguments) {
        return wait(script, () -> {
            Object value = driver.executeScript("return " + script, arguments);
            return value == null || value.equals(false) ? null : value;
        });
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What a function of a module answers, waited for. */
    Object call(String module, String function, Object... arguments) {
        Map<?, ?> answer = (Map<?, ?>) driver.executeAsyncScript("""
                const [module, name, values, done] = arguments;
                import(module).then((loaded) => loaded[name](...values))
                    .then((value) => done({ value }), (failure) => done({ failure: String(failure.stack ?? failure) }));
                """, module, function, List.of(arguments));
        if (answer.get("failure") != null) {
            throw new AssertionError(answer.get("failure"));
        }
        return answer.get("value");
    }

    String address() {
        return driver.getCurrentUrl().substring(base.toString().length() - 1);
    }

    Browser size(int width, int height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        return this;
    }

    /** What the system is said to prefer. */
    Browser colours(String scheme) {
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    Map<String, Object> command(String name, Map<String, Object> arguments) {
        return driver.executeCdpCommand(name, arguments);
    }

    /** The file that the browser has saved when this is done. */
    Path download(Runnable press) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "downloads");
        command(
                "Browser.setDownloadBehavior",
                Map.of(
                        "behavior",
                        "allow",
                        "downloadPath",
                        folder.toAbsolutePath().toString()));
        press.run();
        return wait("a file in " + folder, () -> {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> !file.toString().endsWith(".crdownload"))
                        .findFirst()
                        .orElse(null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A picture of the whole page below {@code target/screenshots}. */
    Browser shoot(String name) {
        try {
            Number width = (Number) driver.executeScript("return innerWidth");
            Number height = (Number) driver.executeScript(
                    "return Math.min(4000, Math.max(900, document.querySelector('main').scrollHeight))");
            size(width.intValue(), height.intValue());
            driver.executeAsyncScript("requestAnimationFrame(() => setTimeout(arguments[0], 150))");
            Path folder = Files.createDirectories(Path.of("target", "screenshots"));
            Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
            size(width.intValue(), 900);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rules of axe (WCAG 2.2 A and AA) that the page breaks, with where. */
    @SuppressWarnings("unchecked")
    List<String> barriers() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[0];
                axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })
                    .then((result) => done(result.violations.flatMap((rule) => rule.nodes.map((node) =>
                        `${rule.id}: ${node.target.join(" ")} ${node.failureSummary.replaceAll("\\n", " ")}`))));
                """);
    }

    /** What the page wrote to the browser's console that is an error, other than requests that were to fail. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue())
                .map(entry -> entry.getMessage())
                .filter(message -> !message.contains("Failed to load resource"))
                .toList();
    }

    private <T> T wait(String what, java.util.function.Supplier<T> found) {
        return new WebDriverWait(driver, PATIENCE)
                .pollingEvery(BETWEEN_LOOKS)
                .ignoring(org.openqa.selenium.NoSuchElementException.class, StaleElementReferenceException.class)
                .withMessage(() -> "No " + what + " at " + driver.getCurrentUrl() + "; the page says\n"
                        + driver.findElement(By.tagName("body")).getText())
                .until(any -> found.get());
    }

    @Override
    public void close() {
        driver.quit();
    }
}
