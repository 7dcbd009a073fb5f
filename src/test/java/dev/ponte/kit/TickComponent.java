package dev.ponte.kit;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Stands for a component of the hub, such as {@code poll:}: a test ticks by itself. */
public final class TickComponent extends DefaultComponent {

  private final UnaryOperator<String> endpoint;

  /**
   * @param endpoint from a poll's name to the uri that a test sends its ticks to
   */
  public TickComponent(UnaryOperator<String> endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String poll, Map<String, Object> parameters) {
    parameters.clear();
    return getCamelContext().getEndpoint(endpoint.apply(poll));
  }
}
