package dev.ponte.connector.fastcommerce.api;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Leaves out what an XML parser stumbles over and a classic ASP page may print: blank lines before
 * the document, and control characters that a customer pasted. One order with such a character must
 * not keep all others from being read.
 */
final class XmlSanitizer extends FilterReader {

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private boolean begun;

  XmlSanitizer(Reader in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] into, int offset, int count) throws IOException {
    int read = super.read(into, offset, count);
    while (!begun && read > 0) {
      int blank = 0;
      while (blank < read && isBlank(into[offset + blank])) {
        blank++;
      }
      begun = blank < read;
      System.arraycopy(into, offset + blank, into, offset, read - blank);
      read = begun ? read - blank : super.read(into, offset, count);
    }
    for (int i = offset; i < offset + read; i++) {
      if (into[i] < ' ' && into[i] != '\t' && into[i] != '\n' && into[i] != '\r') {
        into[i] = ' ';
      }
    }
    return read;
  }

  private static boolean isBlank(char one) {
    return Character.isWhitespace(one) || one == BYTE_ORDER_MARK;
  }
}
