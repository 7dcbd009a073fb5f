package dev.ponte.connection;

import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * The way out to a system.
 *
 * @param proxy null for none
 * @param tls whom to trust and who we are; null for the authorities of the Java installation and no
 *     certificate of ours
 */
record Egress(Proxy proxy, SslBundle tls) {

  static final Egress DIRECT = new Egress(null, null);

  /** How connections are secured, the name of the host always being checked. */
  TlsSocketStrategy tlsStrategy() {
    if (tls == null) {
      return DefaultClientTlsStrategy.createDefault();
    }
    SslOptions options = tls.getOptions();
    return new DefaultClientTlsStrategy(
        tls.createSslContext(),
        options.getEnabledProtocols(),
        options.getCiphers(),
        SSLBufferMode.STATIC,
        new DefaultHostnameVerifier());
  }

  boolean byProxy(String host) {
    return proxy != null && proxy.leadsTo(host);
  }
}
