package dev.ponte.connector.fastcommerce.api;

import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What the codes of an answer mean. */
public final class FastcommerceErrors {

  private static final String REPORT_ERROR = "11";
  private static final String LIMIT = "20";
  private static final String SUSPENDED = "6";
  private static final Set<String> RECORDS = Set.of("18", "19");
  private static final Set<String> LOGON = Set.of("2", "3", "4", "7", "12", "13");
  private static final Set<String> REFUSED = Set.of("1", "5", "10", "14", "15");

  /** One method or report is not there for this user. */
  private static final Set<String> FORBIDDEN = Set.of("8", "9", "16", "17");

  /** "Atingiu máximo de produtos do plano". */
  private static final String PLAN_FULL = "116";

  /** "Excedeu máximo de registros", of products and of orders. */
  private static final Set<String> TOO_MANY = Set.of("113", "51");

  /** Longer than the three minutes of a suspension, which another logon may begin anew. */
  private static final Duration AFTER_SUSPENSION = Duration.ofMinutes(5);

  /** A wrong logon stays wrong until a person corrects it, and the next one suspends the user. */
  private static final Duration AFTER_BAD_LOGON = Duration.ofHours(1);

  private static final int JITTER_SECONDS = 20;

  private FastcommerceErrors() {}

  /** The failure that a reply with another code than 0 is. */
  public static ApiFailure failure(
      Connection connection, ApiCall call, ApiAnswer answer, Reply reply) {
    FailureClass what = classOf(reply);
    return new ApiFailure(
        what,
        "%s refused %s with %s%s"
            .formatted(
                connection.name(), call.operation(), reply.summary(), advice(connection, reply)),
        reply.codes(),
        retryAt(reply, answer.at()),
        answer,
        null);
  }

  /** Whether a page of a report would have been longer than the API may answer. */
  static boolean isPageTooBig(ApiFailure failure) {
    return failure.failureClass() == FailureClass.REJECTED
        && failure.code().filter(REPORT_ERROR::equals).isPresent();
  }

  /** Whether a call held more records than the API takes; none of them was judged. */
  static boolean isTooMany(Reply reply) {
    return reply.intCode() != null && TOO_MANY.contains(reply.intCode());
  }

  /** Whether a refusal is of all records that are like the refused one. */
  static boolean isOfAll(Reply reply) {
    return PLAN_FULL.equals(reply.intCode());
  }

  private static FailureClass classOf(Reply reply) {
    String code = reply.code();
    if (code.equals(LIMIT)) {
      return FailureClass.THROTTLED;
    }
    if (code.equals(SUSPENDED) || LOGON.contains(code) || REFUSED.contains(code)) {
      return FailureClass.UNAUTHORIZED;
    }
    if (FORBIDDEN.contains(code)) {
      return FailureClass.FORBIDDEN;
    }
    boolean tooBig = code.equals(REPORT_ERROR) && saysTooBig(reply);
    return RECORDS.contains(code) || tooBig ? FailureClass.REJECTED : FailureClass.TRANSIENT;
  }

  private static boolean saysTooBig(Reply reply) {
    return reply.words().toLowerCase(Locale.ROOT).contains("4mb");
  }

  private static Instant retryAt(Reply reply, Instant now) {
    if (reply.code().equals(LIMIT)) {
      return now.truncatedTo(ChronoUnit.HOURS)
          .plus(1, ChronoUnit.HOURS)
          .plusSeconds(ThreadLocalRandom.current().nextInt(1, JITTER_SECONDS));
    }
    if (reply.code().equals(SUSPENDED)) {
      return now.plus(AFTER_SUSPENSION);
    }
    return LOGON.contains(reply.code()) ? now.plus(AFTER_BAD_LOGON) : null;
  }

  private static String advice(Connection connection, Reply reply) {
    String keys = "ponte.connections." + connection.name();
    String code = reply.code();
    if (code.equals(SUSPENDED) || LOGON.contains(code)) {
      return "; correct %s.store-name, store-id, username or password and start Ponte again"
          .formatted(keys);
    }
    if (REFUSED.contains(code) || FORBIDDEN.contains(code)) {
      return "; check the permissions of the user in the store's administration";
    }
    if (code.equals(REPORT_ERROR) && saysTooBig(reply)) {
      return "; ask for fewer records with QtRecords, or set %s.page-size lower".formatted(keys);
    }
    return "";
  }
}
