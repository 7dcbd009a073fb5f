package dev.ponte.connection;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The body of an answer, complete. A long one lies in a file without a name, which goes with the
 * object, so that the heap does not grow with the answer: read it as a stream.
 */
public final class AnswerBody {

  private static final int IN_MEMORY = 512 << 10;

  private final byte[] start;
  private final FileChannel file;
  private final long length;
  private volatile Object read;

  private AnswerBody(byte[] start, FileChannel file, long length) {
    this.start = start;
    this.file = file;
    this.length = length;
  }

  public static AnswerBody of(byte[] bytes) {
    return new AnswerBody(bytes, null, bytes.length);
  }

  /** In bytes. */
  public long length() {
    return length;
  }

  /** The body from its beginning, at each call anew. */
  public InputStream open() {
    return file == null
        ? new ByteArrayInputStream(start)
        : new BufferedInputStream(new FromFile(), 64 << 10);
  }

  /** The whole body in memory. */
  public byte[] bytes() {
    if (file == null) {
      return start;
    }
    try (InputStream in = open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("A long answer cannot be read back from its file", e);
    }
  }

  /** What a reader makes of it, kept while nobody reads it as something else. */
  <T> T as(Class<T> type, Supplier<T> reader) {
    Object known = read;
    if (type.isInstance(known)) {
      return type.cast(known);
    }
    T fresh = reader.get();
    read = fresh;
    return fresh;
  }

  /** So many bytes of the beginning at the most. */
  byte[] head(int most) {
    return start.length <= most ? start : Arrays.copyOf(start, most);
  }

  /** Collects a body while it streams. */
  static final class Collector {

    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private byte[] start;
    private FileChannel file;
    private long length;

    void add(byte[] block, int count) throws IOException {
      length += count;
      if (file == null && length > IN_MEMORY) {
        start = memory.toByteArray();
        file = nameless();
        file.write(ByteBuffer.wrap(start));
        memory.reset();
      }
      if (file == null) {
        memory.write(block, 0, count);
      } else {
        file.write(ByteBuffer.wrap(block, 0, count));
      }
    }

    long length() {
      return length;
    }

    AnswerBody body() {
      return file == null ? of(memory.toByteArray()) : new AnswerBody(start, file, length);
    }

    /** Deleted while it is open, so nobody else can read it and nothing has to be cleaned up. */
    private static FileChannel nameless() throws IOException {
      Path path = Files.createTempFile("ponte-answer", null);
      return FileChannel.open(
          path,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    }
  }

  private final class FromFile extends InputStream {

    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
      int read = file.read(ByteBuffer.wrap(into, offset, count), position);
      position += Math.max(0, read);
      return read;
    }
  }
}
