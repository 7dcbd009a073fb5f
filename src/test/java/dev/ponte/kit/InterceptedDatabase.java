package dev.ponte.kit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database with somebody in front of it, who sees what is asked and may fail it. */
public class InterceptedDatabase extends DelegatingDataSource {

  private static final List<Class<? extends Statement>> FORMS =
      List.of(CallableStatement.class, PreparedStatement.class, Statement.class);

  public InterceptedDatabase(DataSource database) {
    super(database);
  }

  /**
   * A statement is about to be executed; of a batch, each of its entries.
   *
   * @param sql null when it is not known
   */
  protected void statement(String sql) throws SQLException {}

  /** A transaction is about to be committed, be it of one statement by itself. */
  protected void commit() throws SQLException {}

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("commit")) {
            commit();
          }
          Object answer = invoke(real, method, arguments);
          return answer instanceof Statement statement
              ? intercepted(real, statement, first(arguments))
              : answer;
        });
  }

  private Statement intercepted(Connection connection, Statement real, String prepared) {
    Class<? extends Statement> form =
        FORMS.stream().filter(it -> it.isInstance(real)).findFirst().orElseThrow();
    return proxy(
        form,
        (method, arguments) -> {
          String name = method.getName();
          boolean execution = name.startsWith("execute");
          if (name.equals("addBatch") || execution && !name.equals("executeBatch")) {
            statement(prepared == null ? first(arguments) : prepared);
          }
          if (execution && connection.getAutoCommit()) {
            commit();
          }
          return invoke(real, method, arguments);
        });
  }

  private static String first(Object[] arguments) {
    return arguments != null && arguments.length > 0 && arguments[0] instanceof String text
        ? text
        : null;
  }

  private interface Handler {
    Object handle(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> form, Handler handler) {
    return form.cast(
        Proxy.newProxyInstance(
            InterceptedDatabase.class.getClassLoader(),
            new Class<?>[] {form},
            (self, method, arguments) -> handler.handle(method, arguments)));
  }

  private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
