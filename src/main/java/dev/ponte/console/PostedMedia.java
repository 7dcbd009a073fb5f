package dev.ponte.console;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

/** What may be posted to endpoints: JSON, and nothing at all, as {@code curl -X POST} does. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class PostedMedia {

  @Bean
  EndpointMediaTypes endpointMediaTypes() {
    List<String> consumed = new ArrayList<>(EndpointMediaTypes.DEFAULT.getConsumed());
    // What a request without a type counts as.
    consumed.add(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    return new EndpointMediaTypes(EndpointMediaTypes.DEFAULT.getProduced(), consumed);
  }
}
