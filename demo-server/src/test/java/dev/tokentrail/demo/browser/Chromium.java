package dev.tokentrail.demo.browser;

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
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser. It reaches nothing but this machine, and downloads neither itself nor its driver. */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String AXE = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
                results => done(results.violations.map(
                    rule => rule.id + ': ' + rule.help + ' at ' + rule.nodes.map(node => node.html).join(' | '))),
                failure => done(['axe failed: ' + failure]));
            """;

    /** Of the events of the performance log, the address of a request that a page caused. */
    private static final Pattern REQUESTED =
            Pattern.compile("\"method\":\"Network.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]+)\"");

    /** It warns that it lacks the newest types of a protocol that nothing here uses. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;
    private final String axe;

    private Chromium(ChromeDriver driver) throws IOException {
        this.driver = driver;
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
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
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
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

    boolean shows(String selector) {
        return !all(selector).isEmpty();
    }

    /** The first of them that a person sees. */
    WebElement seen(String selector) {
        return all(selector).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing to be seen at " + address() + " is " + selector));
    }

    Chromium click(String selector) {
        find(selector).click();
        return this;
    }

    /** Clicks, and waits for the page that it leads to. */
    Chromium follow(String selector) {
        return leaving(seen(selector)::click);
    }

    /** Does something that leads to another page, and waits for that page. */
    Chromium leaving(Runnable action) {
        WebElement page = find("html");
        action.run();
        return until("still at the same page", () -> {
            List<WebElement> there = all("html");
            return !there.isEmpty() && !there.contains(page);
        });
    }

    /** Asks again and again until it is so. */
    Chromium until(String otherwise, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!holds(condition)) {
            assertThat(Instant.now()).as(otherwise).isBefore(end);
        }
        return this;
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException replaced) {
            return false;
        }
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

    /** Goes on with the tabulator until the focus is at what is looked for. */
    Chromium tabTo(String selector) {
        for (int pressed = 0; pressed < 200; pressed++) {
            if (Boolean.TRUE.equals(
                    driver.executeScript("return document.activeElement.matches(arguments[0])", selector))) {
                return this;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("The tabulator does not lead to " + selector);
    }

    void back() {
        driver.navigate().back();
    }

    String cookie(String name) {
        return Objects.requireNonNull(driver.manage().getCookieNamed(name)).getValue();
    }

    void forgetCookies() {
        driver.manage().deleteAllCookies();
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
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

    /** The errors of the console since it was last asked, among them what the policy of a page forbids. */
    List<String> consoleErrors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue()
                        || entry.getMessage().contains("Content Security Policy"))
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The addresses that were asked for since it was last asked, those within a page too. */
    List<String> requested() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .flatMap(event ->
                        REQUESTED.matcher(event.getMessage()).results().map((MatchResult found) -> found.group(1)))
                .toList();
    }

    /** The rules of axe that the page breaks. */
    List<String> violations() {
        if (!Boolean.TRUE.equals(driver.executeScript("return 'axe' in window"))) {
            driver.executeScript(axe);
        }
        Object found = driver.executeAsyncScript(AXE);
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Object height = driver.executeScript("return Math.min(document.documentElement.scrollHeight, 8000)");
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
