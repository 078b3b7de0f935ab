package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser. It reaches nothing but this machine, and downloads neither itself nor its driver. */
final class Chromium implements AutoCloseable {

    private static final String AXE = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
                results => done(results.violations.map(
                    rule => rule.id + ': ' + rule.help + ' at ' + rule.nodes.map(node => node.html).join(' | '))),
                failure => done(['axe failed: ' + failure]));
            """;

    /** It warns that it lacks the newest types of a protocol that nothing here uses. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;
    private final String axe;

    private Chromium(ChromeDriver driver) throws IOException {
        this.driver = driver;
        try (InputStream script = Objects.requireNonNull(Chromium.class.getResourceAsStream("/axe.min.js"))) {
            this.axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Starts it; where there is none the test is skipped, and fails if {@code CI} is {@code true}. */
    static Chromium start() throws IOException {
        Optional<File> browser = program("chromium", "chromium-browser", "google-chrome");
        Optional<File> driver = program("chromedriver");
        boolean there = browser.isPresent() && driver.isPresent();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("chromium and chromedriver are on the path").isTrue();
        }
        assumeTrue(there, "skipped: chromium or chromedriver is not on the path");
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions()
                .setBinary(browser.orElseThrow())
                .addArguments(
                        "--headless=new",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-gpu",
                        "--no-first-run",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, console);
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox");
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    private static Optional<File> program(String... names) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    Chromium open(URI uri) {
        driver.get(uri.toString());
        return this;
    }

    URI address() {
        return URI.create(driver.getCurrentUrl());
    }

    String title() {
        return driver.getTitle();
    }

    /** What a person reads. */
    String text() {
        return find("body").getText();
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    Chromium click(String selector) {
        find(selector).click();
        return this;
    }

    /** Clicks, and waits for the page that it leads to. */
    Chromium follow(String selector) {
        return leaving(find(selector)::click);
    }

    /** Does something that leads to another page, and waits for that page. */
    Chromium leaving(Runnable action) {
        WebElement page = find("html");
        action.run();
        Instant end = Instant.now().plusSeconds(20);
        List<WebElement> there = all("html");
        while (there.isEmpty() || there.contains(page)) {
            assertThat(Instant.now()).as("still at the same page").isBefore(end);
            there = all("html");
        }
        return this;
    }

    Chromium type(String selector, String text) {
        WebElement field = find(selector);
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /** Presses keys wherever the focus is. */
    Chromium press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    Chromium tab() {
        return press(Keys.TAB);
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    void back() {
        driver.navigate().back();
    }

    void forgetCookies() {
        driver.manage().deleteAllCookies();
    }

    void scripts(boolean allowed) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    void look(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Whether something sticks out of the window at the side. */
    boolean scrollsSideways() {
        return Boolean.TRUE.equals(
                driver.executeScript("return document.documentElement.scrollWidth > window.innerWidth"));
    }

    /** What the browser refused since it was last asked, because the policy of a page forbids it. */
    List<String> forbidden() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Content Security Policy"))
                .toList();
    }

    /** Clicks twice, as quickly as a mouse does. */
    Chromium followByDoubleClick(String selector) {
        return leaving(() -> new Actions(driver).doubleClick(find(selector)).perform());
    }

    /** The rules of axe that the page breaks. */
    List<String> violations() {
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
        if (!Boolean.TRUE.equals(driver.executeScript("return 'axe' in window"))) {
            driver.executeScript(axe);
        }
        Object found = driver.executeAsyncScript(AXE);
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Object height = driver.executeScript("return document.documentElement.scrollHeight");
        Object width = driver.executeScript("return window.innerWidth");
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
