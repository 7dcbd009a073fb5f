package dev.ponte.ledger;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Tells the consumers of this process of new work at once; other processes look by themselves. */
@Component
class Wakeups {

  private final Map<String, Set<Runnable>> sleepers = new ConcurrentHashMap<>();

  void register(String type, Runnable wake) {
    sleepers.computeIfAbsent(type, name -> ConcurrentHashMap.newKeySet()).add(wake);
  }

  void remove(String type, Runnable wake) {
    sleepers.getOrDefault(type, Set.of()).remove(wake);
  }

  /** There may be work of any type. */
  void wakeAll() {
    sleepers.keySet().forEach(this::wake);
  }

  void wake(String type) {
    sleepers.getOrDefault(type, Set.of()).forEach(Runnable::run);
  }
}
