package dev.ponte.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Reads an answer whole while it streams, but no more than allowed and no longer than allowed. A
 * system that drips or floods costs its own connection and nothing else: the connection is thrown
 * away, not drained.
 */
final class WholeAnswer implements ExecChainHandler {

  private static final int BLOCK = 16 << 10;

  private final long mostBytes;
  private final Duration longest;

  WholeAnswer(long mostBytes, Duration longest) {
    this.mostBytes = mostBytes;
    this.longest = longest;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return response;
    }
    try {
      byte[] body = read(entity);
      response.setEntity(
          new ByteArrayEntity(
              body,
              ContentType.parseLenient(entity.getContentType()),
              entity.getContentEncoding()));
      return response;
    } catch (IOException e) {
      scope.execRuntime.discardEndpoint();
      throw e;
    }
  }

  private byte[] read(HttpEntity entity) throws IOException {
    if (entity.getContentLength() > mostBytes) {
      throw tooLarge();
    }
    long deadline = System.nanoTime() + longest.toNanos();
    InputStream in = entity.getContent();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream((int) Math.max(BLOCK, entity.getContentLength()));
    byte[] block = new byte[BLOCK];
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      out.write(block, 0, n);
      if (out.size() > mostBytes) {
        throw tooLarge();
      }
      if (System.nanoTime() > deadline) {
        throw new SocketTimeoutException("The answer drips");
      }
    }
    in.close();
    return out.toByteArray();
  }

  private IOException tooLarge() {
    return new IOException(
        "the answer is longer than %d bytes; raise max-answer-bytes if that is right"
            .formatted(mostBytes));
  }
}
