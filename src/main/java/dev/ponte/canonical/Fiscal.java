package dev.ponte.canonical;

import java.util.List;

/**
 * What a fiscal document says by which the order that it belongs to is found.
 *
 * @param emitter CNPJ or CPF of who issued it, without punctuation; null when unknown
 * @param ours whether the emitter is known to be one of ours, by configuration
 * @param recipient CNPJ or CPF of whom it was issued to; null when it names nobody, or somebody who
 *     stands for buyers that the ERP does not know
 * @param clues what may name the order, the best first
 * @param invoices access keys of the invoices that it refers to
 */
public record Fiscal(
    String emitter, boolean ours, String recipient, List<Clue> clues, List<String> invoices) {

  public Fiscal {
    clues = Require.copy(clues);
    invoices = Require.copy(invoices);
  }

  /**
   * A text that may name the order: by the store's id, by the ERP's number, or by the beginning of
   * the id where the field was too short.
   *
   * @param field where it stands, such as {@code xPed}
   * @param designated whether the field is there to name the order, and not free text
   */
  public record Clue(String text, String field, boolean designated) {

    public Clue {
      Require.text(text, "text of a clue");
      Require.text(field, "field of a clue");
    }
  }
}
