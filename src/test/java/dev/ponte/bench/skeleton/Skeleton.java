package dev.ponte.bench.skeleton;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Camel on Spring Boot with the hub's libraries and nothing of the hub: what its start and its
 * memory are measured beside.
 */
@SpringBootApplication
public class Skeleton {

  public static void main(String[] args) {
    SpringApplication.run(Skeleton.class, args);
  }
}
