package dev.ponte.connection;

/**
 * A kind of files whose settings are those of a connection, {@code ponte.connections.<name>} with
 * this system or of this name, though no API is called.
 */
public interface FolderSettings {

  /** The system's name. */
  String system();

  /** The record that the settings are bound to; Object when nobody knows. */
  default Class<?> settings() {
    return Object.class;
  }
}
