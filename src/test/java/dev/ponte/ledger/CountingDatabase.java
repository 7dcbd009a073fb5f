package dev.ponte.ledger;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that counts what it is asked. */
final class CountingDatabase extends DelegatingDataSource {

  final List<String> statements = new CopyOnWriteArrayList<>();
  final AtomicInteger commits = new AtomicInteger();

  CountingDatabase(DataSource database) {
    super(database);
  }

  void reset() {
    statements.clear();
    commits.set(0);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("commit")) {
            commits.incrementAndGet();
          }
          Object result = invoke(real, method, arguments);
          return result instanceof PreparedStatement statement
              ? counted(real, statement, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement counted(Connection connection, PreparedStatement real, String sql) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            statements.add(sql.strip().replaceAll("\\s+", " "));
            boolean writes = !sql.stripLeading().startsWith("SELECT");
            commits.addAndGet(writes && connection.getAutoCommit() ? 1 : 0);
          }
          return invoke(real, method, arguments);
        });
  }

  private static Object invoke(Object real, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
