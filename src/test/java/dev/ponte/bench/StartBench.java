package dev.ponte.bench;

import dev.ponte.bench.skeleton.Skeleton;
import dev.ponte.sandbox.VtexSimulator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * From the start of the process to the first poll, and the resident memory at rest: the hub beside
 * a bare skeleton with the same libraries and the same flags, each as it comes and with an archive
 * of its classes.
 */
final class StartBench {

  private static final int ROUNDS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration REST = Duration.ofSeconds(10);
  private static final List<String> FLAGS = List.of("-Xmx512m", "-XX:MaxMetaspaceSize=256m");

  private final VtexSimulator vtex = new VtexSimulator(0);
  private final Path folder;
  private final Path app;

  private StartBench(Path folder) {
    this.folder = folder;
    this.app = folder.resolve("app");
  }

  static void run() throws Exception {
    new StartBench(Files.createTempDirectory("ponte-start")).measure();
  }

  private void measure() throws Exception {
    vtex.start();
    try {
      extract();
      Program hub = new Program("hub", "ponte.jar", hub());
      Program skeleton = new Program("skeleton", "skeleton.jar", skeleton());
      for (boolean archived : new boolean[] {false, true}) {
        List<Run> ours = new ArrayList<>();
        List<Run> bare = new ArrayList<>();
        if (archived) {
          hub.train();
          skeleton.train();
        }
        for (int round = 0; round < ROUNDS; round++) {
          ours.add(hub.run());
          bare.add(skeleton.run());
        }
        print(archived, ours, bare);
      }
    } finally {
      vtex.close();
    }
  }

  private static void print(boolean archived, List<Run> ours, List<Run> bare) {
    System.out.printf(
        "%-21s start to first poll %.1f s, skeleton %.1f s, ratio %.2f (aim 1.15);"
            + " processor to rest %.1f s, skeleton %.1f s;"
            + " resident at rest %.0f MB, skeleton %.0f MB, ratio %.2f (aim 1.15)%n",
        archived ? "with class archive:" : "as it comes:",
        median(ours, Run::seconds),
        median(bare, Run::seconds),
        median(ours, Run::seconds) / median(bare, Run::seconds),
        median(ours, Run::processor),
        median(bare, Run::processor),
        median(ours, Run::megabytes),
        median(bare, Run::megabytes),
        median(ours, Run::megabytes) / median(bare, Run::megabytes));
  }

  private static double median(List<Run> runs, Function<Run, Double> figure) {
    return runs.stream().map(figure).sorted().toList().get(runs.size() / 2);
  }

  private record Run(double seconds, double processor, double megabytes) {}

  /**
   * The layout of the container, with the skeleton's jar beside the hub's, on the same libraries.
   */
  private void extract() throws Exception {
    run(
        folder,
        List.of(
            "-Djarmode=tools",
            "-jar",
            Path.of("target/ponte.jar").toAbsolutePath().toString(),
            "extract",
            "--destination",
            app.toString()));
    try (JarFile ponte = new JarFile(app.resolve("ponte.jar").toFile())) {
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Skeleton.class.getName());
      manifest
          .getMainAttributes()
          .put(
              Attributes.Name.CLASS_PATH,
              ponte.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH));
      String name = Skeleton.class.getName().replace('.', '/') + ".class";
      try (OutputStream out = Files.newOutputStream(app.resolve("skeleton.jar"));
          JarOutputStream jar = new JarOutputStream(out, manifest);
          var in = Skeleton.class.getClassLoader().getResourceAsStream(name)) {
        jar.putNextEntry(new ZipEntry(name));
        in.transferTo(jar);
        jar.closeEntry();
      }
    }
  }

  private List<String> hub() throws IOException {
    Path home = Files.createDirectories(folder.resolve("hub/routes")).getParent();
    Files.copy(Path.of("application.yaml"), home.resolve("application.yaml"));
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, home.resolve("routes").resolve(file.getFileName()));
      }
    }
    List<String> settings = new ArrayList<>();
    vtex.connection()
        .forEach((key, value) -> settings.add("--ponte.connections.vtex." + key + "=" + value));
    settings.add("--ponte.connections.focco.base-url=" + vtex.url());
    settings.add("--ponte.connections.focco.user=u");
    settings.add("--ponte.connections.focco.password=p");
    settings.add("--ponte.connections.focco.default-customer.code=4");
    settings.add("--ponte.connections.focco.default-customer.document=56643018000913");
    settings.add("--ponte.schedule.orders=0/1 * * * * ?");
    return settings;
  }

  private List<String> skeleton() throws IOException {
    Path home = Files.createDirectories(folder.resolve("skeleton/routes")).getParent();
    Files.writeString(
        home.resolve("routes/poll.camel.yaml"),
        """
        - route:
            id: poll
            from:
              uri: quartz:poll?cron=0/1+*+*+*+*+?
              steps:
                - to: %s/api/oms/pvt/orders?f_status=ready-for-handling&page=1&per_page=100
        """
            .formatted(vtex.url()));
    return List.of(
        "--spring.main.banner-mode=off",
        "--spring.application.name=skeleton",
        "--spring.jmx.enabled=true",
        "--spring.datasource.url=jdbc:h2:file:./data/skeleton;WRITE_DELAY=0",
        "--camel.main.name=skeleton",
        "--camel.main.routes-include-pattern=file:routes/*.camel.yaml",
        "--management.endpoints.web.exposure.include=health,info,prometheus,hawtio,jolokia",
        "--hawtio.authenticationEnabled=false",
        "--logging.level.root=WARN");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void run(Path folder, List<String> arguments) throws Exception {
    Process process = process(folder, arguments);
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("java " + arguments + " failed, see " + log(folder));
    }
  }

  private static Process process(Path folder, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
        .start();
  }

  private static Path log(Path folder) {
    return folder.resolve("java.log");
  }

  private final class Program {

    private final String name;
    private final String jar;
    private final List<String> settings;
    private final Path home;
    private final Path archive;

    Program(String name, String jar, List<String> settings) {
      this.name = name;
      this.jar = jar;
      this.settings = settings;
      this.home = folder.resolve(name);
      this.archive = app.resolve(name + ".jsa");
    }

    /** A life that ends with an archive of the classes that it used. */
    void train() throws Exception {
      live("-XX:ArchiveClassesAtExit=" + archive);
      if (!Files.exists(archive)) {
        throw new IllegalStateException("No archive of " + name + ", see " + log(home));
      }
    }

    Run run() throws Exception {
      return live("-XX:SharedArchiveFile=" + archive);
    }

    /** Starts it, waits until it is at rest, and stops it. */
    private Run live(String archiving) throws Exception {
      long begin = System.nanoTime();
      Process process = start(archiving);
      try {
        awaitPoll(process);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Processes.pause(REST);
        Run run =
            new Run(
                seconds,
                Processes.processorSeconds(process.pid()),
                Processes.residentMegabytes(process.pid()));
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          throw new IllegalStateException(name + " does not end, see " + log(home));
        }
        return run;
      } finally {
        process.destroyForcibly();
      }
    }

    private Process start(String archiving) throws IOException {
      List<String> arguments = new ArrayList<>(FLAGS);
      if (Files.exists(archive) || archiving.contains("AtExit")) {
        arguments.add(archiving);
      }
      arguments.addAll(List.of("-jar", app.resolve(jar).toString()));
      arguments.addAll(settings);
      arguments.add("--server.port=0");
      return process(home, arguments);
    }

    private void awaitPoll(Process process) throws Exception {
      long before = vtex.calls("list-orders");
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (vtex.calls("list-orders") == before) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IllegalStateException(name + " does not poll, see " + log(home));
        }
        Processes.pause(Duration.ofMillis(5));
      }
    }
  }
}
