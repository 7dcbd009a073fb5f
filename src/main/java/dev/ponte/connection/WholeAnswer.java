package dev.ponte.connection;

import java.io.FilterInputStream;
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
import org.apache.hc.core5.http.io.entity.BasicHttpEntity;

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
      response.setEntity(new Whole(read(entity), entity));
      return response;
    } catch (IOException e) {
      scope.execRuntime.discardEndpoint();
      throw e;
    }
  }

  private AnswerBody read(HttpEntity entity) throws IOException {
    if (entity.getContentLength() > mostBytes) {
      throw tooLarge();
    }
    long deadline = System.nanoTime() + longest.toNanos();
    InputStream in = entity.getContent();
    AnswerBody.Collector body = new AnswerBody.Collector();
    byte[] block = new byte[BLOCK];
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      body.add(block, n);
      if (body.length() > mostBytes) {
        throw tooLarge();
      }
      if (System.nanoTime() > deadline) {
        throw new SocketTimeoutException("The answer drips");
      }
    }
    in.close();
    return body.body();
  }

  private IOException tooLarge() {
    return new IOException(
        "the answer is longer than %d bytes; raise max-answer-bytes if that is right"
            .formatted(mostBytes));
  }

  /** An entity whose content tells where the whole body lies. */
  private static final class Whole extends BasicHttpEntity {

    Whole(AnswerBody body, HttpEntity entity) {
      super(
          new Content(body),
          body.length(),
          ContentType.parseLenient(entity.getContentType()),
          entity.getContentEncoding(),
          false);
    }
  }

  /** The content of an answer that has been read whole. */
  static final class Content extends FilterInputStream {

    private final AnswerBody body;

    private Content(AnswerBody body) {
      super(body.open());
      this.body = body;
    }

    AnswerBody body() {
      return body;
    }
  }
}
