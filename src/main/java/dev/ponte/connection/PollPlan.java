package dev.ponte.connection;

/**
 * One poll of one connection.
 *
 * @param name unique for the connection, such as {@code orders}
 * @param type the canonical type that it reads
 * @param schedule the name of its schedule in {@code ponte.schedule}
 * @param spare whether it makes calls of priority {@link ApiCall#SPARE} only, and so neither needs
 *     a share of the quota nor takes turns with other polls
 */
record PollPlan(String name, Connection connection, String type, String schedule, boolean spare) {

  /** The Quartz cron of its schedule. */
  String cron() {
    String cron = connection.schedules().get(schedule);
    if (cron == null) {
      throw new IllegalArgumentException(
          "There is no schedule for %s of %s; set ponte.schedule.%s"
              .formatted(name, connection.name(), schedule));
    }
    return cron;
  }
}
