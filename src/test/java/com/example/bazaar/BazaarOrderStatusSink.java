package com.example.bazaar;

import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Sink;
import org.springframework.stereotype.Component;

/**
 * Sets the status of an order in the store. A lost answer needs no care: the same again changes
 * nothing.
 */
@Component("bazaarOrderStatusSink")
final class BazaarOrderStatusSink implements Sink<OrderStatus> {

  private final Api api;

  BazaarOrderStatusSink(Api api) {
    this.api = api;
  }

  @Override
  public Class<OrderStatus> takes() {
    return OrderStatus.class;
  }

  @Override
  public Outcome deliver(Connection connection, OrderStatus status, Delivery delivery) {
    String word =
        switch (status.status()) {
          case ACCEPTED, PROCESSING -> "accepted";
          case PICKING -> "picking";
          case INVOICED -> "invoiced";
          case CANCELLED -> "cancelled";
        };
    api.send(
        connection,
        BazaarSystem.setStatus(status.order().id(), word, status.erpNumber()).delivery(delivery));
    return Outcome.delivered(word);
  }
}
