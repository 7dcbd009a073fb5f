package dev.ponte.connection;

import java.io.IOException;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.CredentialsProviderBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Leads the calls of a connection by its proxy, and tells the proxy's words from the system's. */
final class ProxyWay extends DefaultProxyRoutePlanner {

  private static final String PASSED = "ponte.proxy-passed";

  private final Connection connection;

  private ProxyWay(Connection connection, HttpHost proxy) {
    super(proxy);
    this.connection = connection;
  }

  static void lead(HttpClientBuilder builder, Connection connection) {
    Proxy proxy = connection.egress().proxy();
    HttpHost host = new HttpHost(proxy.host(), proxy.port());
    ProxyWay way = new ProxyWay(connection, host);
    builder
        .setRoutePlanner(way)
        .addExecInterceptorFirst("proxy-answers", way::judge)
        .addExecInterceptorAfter(ChainElement.CONNECT.name(), "proxy-passed", ProxyWay::passed);
    if (proxy.hasLogin()) {
      String password = proxy.password() == null ? "" : proxy.password();
      builder.setDefaultCredentialsProvider(
          CredentialsProviderBuilder.create()
              .add(
                  new AuthScope(host),
                  new UsernamePasswordCredentials(proxy.user(), password.toCharArray()))
              .build());
    }
  }

  @Override
  protected HttpHost determineProxy(HttpHost target, HttpContext context) throws HttpException {
    return connection.egress().byProxy(target.getHostName())
        ? super.determineProxy(target, context)
        : null;
  }

  private ClassicHttpResponse judge(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    scope.clientContext.removeAttribute(PASSED);
    ClassicHttpResponse response;
    try {
      response = chain.proceed(request, scope);
    } catch (IOException e) {
      throw isClosed(scope) ? ProxyRefusal.unopened(connection, host(scope), e) : e;
    }
    if (scope.route.getProxyHost() == null) {
      return response;
    }
    boolean itsLogin = !scope.route.isTunnelled() && ProxyRefusal.isLogin(response.getCode());
    if (!isClosed(scope) && !itsLogin) {
      return response;
    }
    int status = response.getCode();
    response.close();
    throw ProxyRefusal.of(connection, host(scope), status);
  }

  /** Whether the way through the proxy was never open, so that nothing can have been sent. */
  private static boolean isClosed(ExecChain.Scope scope) {
    return scope.route.isTunnelled() && scope.clientContext.getAttribute(PASSED) == null;
  }

  private static String host(ExecChain.Scope scope) {
    return scope.route.getTargetHost().getHostName();
  }

  private static ClassicHttpResponse passed(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    scope.clientContext.setAttribute(PASSED, true);
    return chain.proceed(request, scope);
  }
}
