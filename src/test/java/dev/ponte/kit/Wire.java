package dev.ponte.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** A wire to a server that can be cut, or go silent as when packets are dropped. */
public final class Wire implements AutoCloseable {

  private final ServerSocket door;
  private final int target;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private final Semaphore healthy = new Semaphore(1, true);
  private volatile boolean cut;
  private volatile boolean closed;

  /**
   * @param target the server's port on this machine
   */
  public Wire(int target) {
    this.target = target;
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::accept);
  }

  /** The port to connect to. */
  public int port() {
    return door.getLocalPort();
  }

  /** Ends all connections, and each new one at once. */
  public void cut() {
    cut = true;
    ends.forEach(Wire::close);
  }

  /** Nothing arrives any more, and nobody is told. */
  public void silence() {
    healthy.acquireUninterruptibly();
  }

  /** All is well again; what was silent stays broken. */
  public void mend() {
    cut = false;
    ends.forEach(Wire::close);
    if (healthy.availablePermits() == 0) {
      healthy.release();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    mend();
    door.close();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = door.accept();
        if (cut) {
          close(client);
        } else {
          Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
          ends.add(client);
          ends.add(server);
          thread(() -> carry(client, server));
          thread(() -> carry(server, client));
        }
      } catch (IOException gone) {
        // The door is closed, or the server is away.
      }
    }
  }

  private void carry(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] block = new byte[1 << 14];
      int read;
      while ((read = in.read(block)) >= 0) {
        healthy.acquireUninterruptibly();
        healthy.release();
        out.write(block, 0, read);
      }
    } catch (IOException gone) {
      // One end is gone, so the other goes too.
    } finally {
      close(from);
      close(to);
      ends.remove(from);
      ends.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // Then it is.
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }
}
