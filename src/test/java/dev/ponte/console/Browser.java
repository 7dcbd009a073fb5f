package dev.ponte.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** Somebody with a real browser, and with an eye for what others cannot see. */
final class Browser implements AutoCloseable {

  static final int DESK = 1280;
  static final int PHONE = 390;

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path PICTURES = Path.of("target", "console");
  private static final List<String> GRAVE = List.of("serious", "critical");
  private static final String AXE = axe();
  private static final String BARRIERS =
      """
      const [options, grave, done] = arguments;
      axe.run(document, { ...options, resultTypes: ['violations'], preload: false }).then(
        found => done(found.violations.filter(it => grave.includes(it.impact)).map(
          it => `${it.id}: ${it.help}: ${it.nodes.slice(0, 3).map(node => node.html)}`)),
        broken => done([String(broken)]));
      """;

  private static final int MOST_TABS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ChromeDriver driver;
  private final String base;

  Browser(String base) {
    this.base = base;
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--lang=en-US");
    options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en-US"));
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build(),
            options);
    driver.manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
    size(DESK, 900);
    dark(false);
  }

  private static String axe() {
    try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is one on this machine. */
  static boolean isThere() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
  }

  Browser open(String address) {
    driver.get(address.startsWith("http") ? address : base + address);
    return this;
  }

  /** Waits until the page of this address is there. */
  Browser arrives(String address) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(WebDriverException.class)
        .until(
            () -> driver.executeScript("return location.pathname + document.readyState"),
            (address + "complete")::equals);
    return this;
  }

  /** Waits until a page below this address is there. */
  Browser comesTo(String address) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(WebDriverException.class)
        .until(
            () -> (String) driver.executeScript("return location.pathname + document.readyState"),
            it ->
                it.startsWith(address)
                    && it.endsWith("complete")
                    && it.length() > address.length() + 8);
    return this;
  }

  /** Waits until the page says what was done. */
  Browser says(String words) {
    await().atMost(PATIENCE).until(() -> text("#said").contains(words));
    return this;
  }

  /** Goes on by the tabulator to what has these words. */
  Browser tab(String words) {
    return tabUntil("return document.activeElement.innerText?.trim() === arguments[0]", words);
  }

  /** Goes on by the tabulator to a field. */
  Browser tabTo(String css) {
    return tabUntil("return document.activeElement.matches(arguments[0])", css);
  }

  private Browser tabUntil(String script, String what) {
    for (int i = 0; i < MOST_TABS; i++) {
      if (Boolean.TRUE.equals(driver.executeScript(script, what))) {
        return this;
      }
      keys(Keys.TAB);
    }
    throw new AssertionError("No way to %s by the keyboard".formatted(what));
  }

  /** In one look, since what is live may be replaced at any moment; empty when there is none. */
  String text(String css) {
    return (String)
        driver.executeScript(
            "return document.querySelector(arguments[0])?.innerText.trim() ?? ''", css);
  }

  /** Clicks what leads to another page, and waits for that. */
  Browser click(String css) {
    return follow(driver.findElement(By.cssSelector(css)));
  }

  /** Presses the button of these words, and waits for the page that follows. */
  Browser press(String words) {
    return follow(
        driver.findElement(By.xpath("//main//button[normalize-space()='%s']".formatted(words))));
  }

  private Browser follow(WebElement link) {
    driver.executeScript("window.left = true");
    link.click();
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(WebDriverException.class)
        .until(
            () -> driver.executeScript("return !window.left && document.readyState === 'complete'"),
            Boolean.TRUE::equals);
    return this;
  }

  Browser keys(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
    return this;
  }

  Browser enter() {
    return keys(Keys.ENTER);
  }

  Browser dark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                // Else a colour may still be on its way when it is looked at.
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    return this;
  }

  Browser size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    return this;
  }

  /** A picture of the whole page. */
  Browser picture(String name, int width) {
    size(width, 700);
    long high = (Long) driver.executeScript("return document.documentElement.scrollHeight");
    size(width, (int) Math.max(600, Math.min(high, 2_400)));
    try {
      Files.createDirectories(PICTURES);
      Files.write(
          PICTURES.resolve(name + ".png"),
          Base64.getDecoder()
              .decode(driver.getScreenshotAs(org.openqa.selenium.OutputType.BASE64)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    size(DESK, 900);
    return this;
  }

  /** Nothing is wider than the page, and nothing keeps somebody out. */
  Browser fits(String what) {
    assertThat(barriers(Map.of())).as(what).isEmpty();
    size(PHONE, 800);
    assertThat((Long) driver.executeScript("return document.documentElement.scrollWidth"))
        .as("width of %s on a phone", what)
        .isLessThanOrEqualTo(PHONE);
    size(DESK, 900);
    return this;
  }

  /** All can be told from what is behind it: nothing else is another in the dark. */
  Browser isLegible(String what) {
    assertThat(barriers(Map.of("runOnly", List.of("color-contrast")))).as(what).isEmpty();
    return this;
  }

  /** In the page itself: the library's own way opens another window for each look. */
  private List<?> barriers(Map<String, ?> options) {
    if (!Boolean.TRUE.equals(driver.executeScript("return !!window.axe"))) {
      driver.executeScript(AXE);
    }
    return (List<?>) driver.executeAsyncScript(BARRIERS, options, GRAVE);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
