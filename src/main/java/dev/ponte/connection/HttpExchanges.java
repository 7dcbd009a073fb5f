package dev.ponte.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpMethods;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Requests and answers over camel-http: one tuned pool a connection, no retries, no redirects. */
@Component
final class HttpExchanges implements AutoCloseable {

  private static final TimeValue CHECK_IDLE_AFTER = TimeValue.ofMilliseconds(500);
  private static final TimeValue LONGEST_LIFE = TimeValue.ofMinutes(5);

  private final CamelContext camel;
  private final Clock clock;
  private final Map<String, Producer> producers = new ConcurrentHashMap<>();
  private final Map<String, PoolingHttpClientConnectionManager> pools = new ConcurrentHashMap<>();

  @Autowired
  HttpExchanges(CamelContext camel, SharedClock shared) {
    this(camel, shared.clock());
  }

  HttpExchanges(CamelContext camel, Clock clock) {
    this.camel = camel;
    this.clock = clock;
  }

  /**
   * Sends the call and reads its answer whole.
   *
   * @throws IOException when no complete answer came
   */
  ApiAnswer exchange(Connection connection, ApiCall call, Map<String, String> headers)
      throws IOException {
    URI base = call.baseUrl() == null ? connection.baseUrl() : call.baseUrl();
    Producer producer =
        producers.computeIfAbsent(
            connection.name() + ' ' + origin(base), key -> producer(connection, base));
    Exchange exchange = producer.getEndpoint().createExchange(ExchangePattern.InOut);
    fill(exchange.getMessage(), base, call, headers);
    try {
      producer.process(exchange);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e.toString(), e);
    }
    return answer(exchange.getMessage());
  }

  /** Whether the request cannot have reached the system. */
  static boolean neverSent(IOException e) {
    return e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof NoRouteToHostException
        || e instanceof ConnectTimeoutException
        || e instanceof ConnectionRequestTimeoutException
        || e instanceof SSLHandshakeException
        || e instanceof ProxyRefusal;
  }

  /** The failure in words, without class names where they say nothing. */
  static String words(IOException e) {
    if (e instanceof UnknownHostException) {
      return "the host is unknown: " + e.getMessage();
    }
    if (e instanceof SocketTimeoutException && !(e instanceof ConnectTimeoutException)) {
      return "no answer in time (read time-out)";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** With connections of its own. */
  HttpExchanges apart() {
    return new HttpExchanges(camel, clock);
  }

  /** Its next call gets a client of its own; one under way keeps what it has. */
  void forget(String connection) {
    String begin = connection + ' ';
    producers.keySet().removeIf(it -> it.startsWith(begin));
    pools.entrySet().stream()
        .filter(it -> it.getKey().startsWith(begin))
        .toList()
        .forEach(
            it -> {
              pools.remove(it.getKey(), it.getValue());
              it.getValue().close(CloseMode.GRACEFUL);
            });
  }

  @Override
  public void close() throws IOException {
    producers.values().forEach(Producer::stop);
    pools.values().forEach(PoolingHttpClientConnectionManager::close);
  }

  private static void fill(
      Message message, URI base, ApiCall call, Map<String, String> authentication) {
    // As text it would be looked up among all type converters for each call.
    message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(call.method()));
    message.setHeader(Exchange.HTTP_URI, base + call.path());
    if (!call.query().isEmpty()) {
      message.setHeader(Exchange.HTTP_RAW_QUERY, query(call.query()));
    }
    message.setHeader("Accept", "application/json");
    call.headers().forEach(message::setHeader);
    authentication.forEach(message::setHeader);
    if (call.contentType() != null) {
      message.setHeader(Exchange.CONTENT_TYPE, call.contentType());
    }
    message.setBody(call.body());
  }

  private static String query(Map<String, String> query) {
    return query.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + '=' + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private ApiAnswer answer(Message message) {
    Map<String, String> headers = new HashMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
    return new ApiAnswer(
        message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
        message.getHeader(Exchange.CONTENT_TYPE, String.class),
        headers,
        body(message),
        clock.instant());
  }

  private static AnswerBody body(Message message) {
    if (message.getBody() instanceof WholeAnswer.Content content) {
      return content.body();
    }
    byte[] bytes = message.getBody(byte[].class);
    return AnswerBody.of(bytes == null ? new byte[0] : bytes);
  }

  private Producer producer(Connection connection, URI base) {
    try {
      Endpoint endpoint = endpoint(connection, base);
      Producer producer = endpoint.createProducer();
      endpoint.start();
      producer.start();
      return producer;
    } catch (Exception e) {
      throw new IllegalStateException("No HTTP client for " + connection, e);
    }
  }

  private HttpEndpoint endpoint(Connection connection, URI base) throws Exception {
    Limits limits = connection.limits();
    HttpComponent component = camel.getComponent(base.getScheme(), HttpComponent.class);
    HttpEndpoint endpoint = (HttpEndpoint) component.createEndpoint(origin(base));
    endpoint.setClientConnectionManager(pool(connection, base));
    endpoint.setThrowExceptionOnFailure(false);
    // The answer is complete already and may lie in a file.
    endpoint.setDisableStreamCache(true);
    endpoint.setFollowRedirects(false);
    endpoint.setConnectTimeout(limits.connectTimeout().toMillis());
    endpoint.setResponseTimeout(limits.readTimeout().toMillis());
    endpoint.setSoTimeout(limits.readTimeout().toMillis());
    endpoint.setConnectionRequestTimeout(limits.readTimeout().toMillis());
    endpoint.setHttpClientConfigurer(builder -> configure(builder, connection));
    return endpoint;
  }

  private static void configure(HttpClientBuilder builder, Connection connection) {
    Limits limits = connection.limits();
    builder
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .setUserAgent("Ponte")
        .addExecInterceptorFirst(
            "whole-answer", new WholeAnswer(limits.maxAnswerBytes(), limits.readTimeout()));
    if (connection.egress().proxy() != null) {
      ProxyWay.lead(builder, connection);
    }
  }

  private PoolingHttpClientConnectionManager pool(Connection connection, URI base) {
    Limits limits = connection.limits();
    return pools.computeIfAbsent(
        connection.name() + ' ' + origin(base),
        key ->
            PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(connection.egress().tlsStrategy())
                .setMaxConnPerRoute(limits.concurrency())
                .setMaxConnTotal(limits.concurrency())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(
                            Timeout.of(limits.connectTimeout().toMillis(), TimeUnit.MILLISECONDS))
                        .setSocketTimeout(
                            Timeout.of(limits.readTimeout().toMillis(), TimeUnit.MILLISECONDS))
                        .setValidateAfterInactivity(CHECK_IDLE_AFTER)
                        .setTimeToLive(LONGEST_LIFE)
                        .build())
                .build());
  }

  private static String origin(URI base) {
    return base.getScheme() + "://" + base.getRawAuthority();
  }
}
