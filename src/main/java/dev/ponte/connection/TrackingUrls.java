package dev.ponte.connection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Where a customer follows a parcel, by its carrier: {@code tracking-urls} of a connection, else of
 * {@code ponte}.
 */
@Component
public final class TrackingUrls {

  private static final String KEY = "tracking-urls";
  private static final String HOLE = "{code}";

  private final Binder binder;

  TrackingUrls(Environment environment) {
    binder = Binder.get(environment);
  }

  /**
   * A rule.
   *
   * @param carrier a part of the carrier's name, in any case; null for all
   * @param url with the hole {@code {code}}
   */
  record Rule(String carrier, String url) {

    boolean fits(String name) {
      return carrier == null
          || name != null && name.toLowerCase().contains(carrier.strip().toLowerCase());
    }

    String of(String code) {
      return url.replace(HOLE, URLEncoder.encode(code, StandardCharsets.UTF_8));
    }
  }

  /**
   * The first rule that fits.
   *
   * @param carrier null when unknown
   * @param code null when there is none
   */
  public Optional<String> of(String connection, String carrier, String code) {
    if (code == null || code.isBlank()) {
      return Optional.empty();
    }
    return rules("ponte.connections." + connection)
        .or(() -> rules("ponte"))
        .flatMap(
            rules ->
                rules.stream()
                    .filter(it -> it.fits(carrier))
                    .findFirst()
                    .map(it -> it.of(code.strip())));
  }

  private Optional<List<Rule>> rules(String prefix) {
    return Optional.ofNullable(
        binder.bind(prefix + "." + KEY, Bindable.listOf(Rule.class)).orElse(null));
  }
}
