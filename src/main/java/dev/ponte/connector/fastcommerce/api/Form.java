package dev.ponte.connector.fastcommerce.api;

import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.Connection;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one form of the API: every call carries the logon and goes to the same address. */
public final class Form {

  public static final String REPORT = "ReportView";
  static final String UTILITY = "UtilityExecute";
  public static final String ORDERS = "OrderUpdate";
  public static final String PRODUCTS = "ProductManagement";

  static final String RECORDS = "XMLRecords";

  /** The format that names its fields, and the API's default. */
  public static final String XML_API = "5";

  private static final Pattern FORMAT = Pattern.compile("&OutputFormat=(\\d)");

  private static final Pattern DELETION =
      Pattern.compile("Name%3D%22Comando%22\\+Value%3D%22[ED]%22");
  private static final String RECORD = "%3CRecord%3E";

  private Form() {}

  /**
   * @param fields beside those of the logon, in order
   * @throws IllegalArgumentException when a value cannot be said in ISO-8859-1
   */
  public static ApiCall call(
      Connection connection, String method, Map<String, String> fields, Effect effect) {
    FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("StoreName", settings.storeName());
    form.put("StoreID", settings.storeId());
    form.put("Username", settings.username());
    form.put("Password", settings.password());
    form.put("Method", method);
    fields.forEach((name, value) -> form.put(name, latin(name, value)));
    return ApiCall.of(method, "POST", effect, settings.path())
        .header("User-Agent", settings.userAgent())
        .header("Accept", "text/xml, application/xml, */*")
        .form(form, StandardCharsets.ISO_8859_1);
  }

  /** In which format a call wants its answer. */
  public static String format(ApiCall call) {
    if (call.body() == null || !call.operation().equals(REPORT)) {
      return XML_API;
    }
    Matcher format = FORMAT.matcher(new String(call.body(), StandardCharsets.US_ASCII));
    return format.find() ? format.group(1) : XML_API;
  }

  /** Whether a call deletes one product and does nothing else. */
  public static boolean isDeletion(ApiCall call) {
    if (!call.operation().equals(PRODUCTS)) {
      return false;
    }
    String body = new String(call.body(), StandardCharsets.US_ASCII);
    return DELETION.matcher(body).find() && body.split(RECORD, -1).length == 2;
  }

  /** Records may hold any character, as references; all else the API can only read as Latin-1. */
  static String latin(String name, String value) {
    if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException(
          "%s holds a character that ISO-8859-1 does not have, and Fastcommerce reads nothing else"
              .formatted(name));
    }
    return value;
  }
}
