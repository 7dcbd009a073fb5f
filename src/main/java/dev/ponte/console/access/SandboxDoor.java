package dev.ponte.console.access;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who may enter the sandbox without a password. */
final class SandboxDoor {

  private SandboxDoor() {}

  /** Whether an address is this machine's or of its own network. */
  static boolean isNear(String address) {
    try {
      InetAddress it = InetAddress.getByName(address);
      return it.isLoopbackAddress() || it.isSiteLocalAddress() || it.isLinkLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether a browser asked by a name that no other site can give to this machine. */
  static boolean isOwnName(String host) {
    return host.equals("localhost") || host.matches("[0-9.]+|[0-9a-fA-F:\\[\\]]+");
  }
}
