package dev.ponte.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. Only YAML joins connectors and ledger. */
@AnalyzeClasses(packages = "dev.ponte", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

  @ArchTest
  static final ArchRule the_port_depends_on_nothing =
      classes()
          .that()
          .resideInAPackage("dev.ponte.delivery")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.ponte.delivery", "java..");

  @ArchTest
  static final ArchRule canonical_messages_know_no_other_part_of_ponte =
      noClasses()
          .that()
          .resideInAPackage("dev.ponte.canonical")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.ponte.delivery..",
              "dev.ponte.connection..",
              "dev.ponte.ledger..",
              "dev.ponte.connector..",
              "dev.ponte.flow..",
              "dev.ponte.console..",
              "dev.ponte.sandbox..");

  @ArchTest
  static final ArchRule a_connector_uses_canonical_connection_and_delivery_alone =
      noClasses()
          .that()
          .resideInAPackage("dev.ponte.connector..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.ponte.ledger..",
              "dev.ponte.flow..",
              "dev.ponte.console..",
              "dev.ponte.sandbox..");

  @ArchTest
  static final ArchRule connectors_do_not_know_each_other =
      slices()
          .matching("dev.ponte.connector.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule how_a_system_is_spoken_to_knows_nothing_of_what_is_said =
      noClasses()
          .that()
          .resideInAPackage("dev.ponte.connector.*.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.ponte.connector.*",
              "dev.ponte.connector.*.orders..",
              "dev.ponte.connector.*.feedback..",
              "dev.ponte.connector.*.catalogue..");

  @ArchTest
  static final ArchRule orders_and_catalogue_do_not_know_each_other =
      slices()
          .matching("dev.ponte.connector.*.(orders|catalogue)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule the_ledger_knows_no_system =
      noClasses()
          .that()
          .resideInAPackage("dev.ponte.ledger..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.ponte.connector..", "dev.ponte.connection..", "dev.ponte.sandbox..");

  @ArchTest
  static final ArchRule the_connection_layer_knows_no_system =
      noClasses()
          .that()
          .resideInAPackage("dev.ponte.connection..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.ponte.connector..",
              "dev.ponte.intake..",
              "dev.ponte.ledger..",
              "dev.ponte.sandbox..");

  @ArchTest
  static final ArchRule what_reads_lists_knows_none_of_them =
      noClasses()
          .that()
          .resideInAPackage("dev.ponte.intake..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.ponte.connector..", "dev.ponte.ledger..", "dev.ponte.sandbox..");

  @ArchTest
  static final ArchRule what_drives_sinks_knows_none_of_them =
      noClasses()
          .that()
          .resideInAPackage("dev.ponte.sink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.ponte.connector..", "dev.ponte.ledger..", "dev.ponte.sandbox..");

  @ArchTest
  static final ArchRule simulators_share_nothing_with_what_they_test =
      noClasses()
          .that()
          .resideInAPackage("dev.ponte.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.ponte.connector..",
              "dev.ponte.connection..",
              "dev.ponte.ledger..",
              "dev.ponte.canonical..");

  @ArchTest
  static final ArchRule nobody_needs_the_sandbox =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.ponte.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.ponte.sandbox..");

  @ArchTest
  static final ArchRule nobody_sleeps_for_luck =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule money_is_never_floating =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("dev.ponte.canonical..")
          .should()
          .notHaveRawType(double.class)
          .andShould()
          .notHaveRawType(Double.class)
          .andShould()
          .notHaveRawType(float.class);
}
