package dev.ponte.ledger;

import dev.ponte.canonical.CustomerRecord;
import dev.ponte.delivery.Cursors;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Persons whose data were erased. Where their document was a key, a keyed hash stands for it, and
 * whoever looks for the document finds that: so what must not happen twice still cannot.
 */
@Component
class Erasures {

  private static final String PONTE = "ponte";
  private static final String SALT = "erasure-salt";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SALT_BYTES = 32;

  private final JdbcClient jdbc;
  private final Cursors cursors;
  private volatile Set<String> hashes = Set.of();
  private volatile byte[] salt;

  Erasures(JdbcClient jdbc, Cursors cursors) {
    this.jdbc = jdbc;
    this.cursors = cursors;
  }

  /** The key under which the ledger knows this one. Only a customer's key is a document. */
  String key(String type, String key) {
    if (hashes.isEmpty() || !CustomerRecord.TYPE.equals(type) || key == null) {
      return key;
    }
    String hash = hash(key);
    return hashes.contains(hash) ? hash : key;
  }

  /** Looks who was erased, also by other processes. */
  void look() {
    hashes = jdbc.sql("SELECT hash FROM erasure").query(String.class).set();
  }

  /** Notes an erasure, in the caller's transaction; {@link #look} afterwards. */
  void add(String hash) {
    if (!hashes.contains(hash)) {
      jdbc.sql("DELETE FROM erasure WHERE hash = :hash").param("hash", hash).update();
      jdbc.sql("INSERT INTO erasure (hash) VALUES (:hash)").param("hash", hash).update();
    }
  }

  /** What stands for a document; another one in each installation. */
  String hash(String document) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(salt(), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(document.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized byte[] salt() {
    if (salt == null) {
      salt = HexFormat.of().parseHex(cursors.get(PONTE, SALT).orElseGet(this::newSalt));
    }
    return salt;
  }

  private String newSalt() {
    byte[] random = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(random);
    cursors.put(PONTE, SALT, HexFormat.of().formatHex(random));
    return cursors.get(PONTE, SALT).orElseThrow();
  }
}
