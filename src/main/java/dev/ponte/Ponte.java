package dev.ponte;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Ponte {

  public static void main(String[] args) {
    SpringApplication.run(Ponte.class, args);
  }
}
