package dev.ponte.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.delivery.Reference;
import dev.ponte.kit.TestReferences;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferenceImportTest {

  private final TestReferences references = new TestReferences();

  @Test
  void each_line_becomes_a_reference_that_is_asked_for_from_now_on() {
    ReferenceImport.Result result =
        run(
            """
            store;store order;erp;id;number
            vtex;1500000000091-01;focco;50480;"12.345"

            moovin;77;focco;50481;
            """);

    assertThat(result.faults()).isEmpty();
    assertThat(result.written()).isEqualTo(2);
    assertThat(references.byKey("order", "vtex", "1500000000091-01", "focco"))
        .contains(
            new Reference(
                "order", "vtex", "1500000000091-01", "focco", "50480", "12.345", null, true));
    assertThat(references.byKey("order", "moovin", "77", "focco").orElseThrow().label()).isNull();
  }

  @Test
  void the_same_file_again_changes_nothing() {
    run("vtex,1,focco,50480,7");
    references.save(
        List.of(new Reference("order", "vtex", "1", "focco", "50480", "7", "Faturado", false)));

    ReferenceImport.Result again = run("vtex,1,focco,50480,7\nvtex,2,focco,50481,8");

    assertThat(again.written()).isEqualTo(1);
    assertThat(again.known()).isEqualTo(1);
    assertThat(references.byKey("order", "vtex", "1", "focco").orElseThrow().state())
        .isEqualTo("Faturado");
  }

  @Test
  void all_faults_are_told_with_their_lines_and_then_nothing_is_written() {
    run("vtex,0,focco,1,1");

    ReferenceImport.Result result =
        run(
            """
            vtex,1,focco,50480,7
            vtex,2
            vtx,3,focco,50482,8
            vtex,,focco,50483,9
            vtex,4,focco,50480,10
            vtex,1,focco,50489,7
            vtex,0,focco,2,1
            """);

    assertThat(result.written()).isZero();
    assertThat(result.faults())
        .extracting(it -> it.substring(0, 7))
        .containsExactly("Line 2 ", "Line 3 ", "Line 4 ", "Line 5 ", "Line 6 ", "Line 7 ");
    assertThat(result.words()).isEqualTo("6 faults, so nothing is imported");
    assertThat(result.faults().get(1)).contains("vtx", "not in ponte.connections", "focco");
    assertThat(result.faults().get(5)).contains("Ponte knows it as 1 in focco");
    assertThat(references.byKey("order", "vtex", "1", "focco")).isEmpty();
  }

  @Test
  void one_fault_is_not_called_faults() {
    assertThat(run("vtx,1,focco,50480,7").words()).isEqualTo("1 fault, so nothing is imported");
    assertThat(run("vtex,1,focco,50480,7").words())
        .isEqualTo("1 reference imported, 0 known already");
  }

  private ReferenceImport.Result run(String text) {
    return new ReferenceImport(Set.of("vtex", "moovin", "focco"), references).run(text);
  }
}
