package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.StateMessage;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.CallRecorder;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Priority;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Which SKU of a VTEX account a code is. What was found is read back before it is believed, and
 * kept as a reference for a day; that there is none, for minutes. Ids differ between accounts, so
 * what one has told is never taken for another.
 */
@Component
class VtexSkus {

  static final String KIND = "sku";

  private static final Duration FOUND = Duration.ofHours(24);
  private static final Duration MISSING = Duration.ofMinutes(5);
  private static final int BLOCK = 100;
  private static final String NO_ID = "-";
  private static final String KIT = "kit";

  private final Api api;
  private final References references;
  private final Clock clock;

  VtexSkus(Api api, References references, Clock clock) {
    this.api = api;
    this.references = references;
    this.clock = clock;
  }

  /**
   * What the codes are, without blank ones; spaces around them do not count, and each is asked for
   * once.
   *
   * @param delivery whose attempt the calls belong to; null for none
   * @param priority of the calls
   * @throws dev.ponte.connection.ApiFailure when VTEX cannot be asked
   */
  Map<String, VtexSku> find(
      Connection connection, Collection<String> codes, CallRecorder delivery, Priority priority) {
    Set<String> wanted =
        codes.stream()
            .map(String::strip)
            .filter(it -> !it.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<String, VtexSku> found = new LinkedHashMap<>();
    VtexSkuSettings.By by = by(connection);
    if (by == VtexSkuSettings.By.SKU_ID) {
      wanted.forEach(it -> found.put(it, ofId(it)));
      return found;
    }
    Instant now = clock.instant();
    references
        .byKeys(KIND, account(connection), wanted, connection.name())
        .forEach((code, it) -> known(it, now).ifPresent(sku -> found.put(code, sku)));
    List<String> asked = wanted.stream().filter(it -> !found.containsKey(it)).toList();
    VtexGoods goods = new VtexGoods(api, connection, delivery, priority);
    Map<String, VtexSku> news =
        by == VtexSkuSettings.By.EAN ? byEan(goods, asked) : byRef(goods, asked);
    references.save(
        news.entrySet().stream()
            .map(it -> reference(connection, it.getKey(), it.getValue(), now))
            .toList());
    found.putAll(news);
    return found;
  }

  /**
   * The SKU that a message is about.
   *
   * @throws DeliveryFailure when there is none, or not just one
   */
  VtexSku require(
      Connection connection,
      StateMessage message,
      String code,
      CallRecorder delivery,
      Priority priority) {
    VtexSku sku = find(connection, List.of(code), delivery, priority).get(code.strip());
    if (sku.wrong() != null) {
      throw new DeliveryFailure(
              FailureClass.REJECTED,
              "%s was not told of %s %s: %s; give each code to one SKU there"
                  .formatted(connection.name(), message.type(), message.key(), sku.wrong()))
          .because("vtex.sku-mismatch", code);
    }
    if (sku.id() == null) {
      throw missing(connection, message, code);
    }
    return sku;
  }

  /** The message waits for its SKU. */
  DeliveryFailure missing(Connection connection, StateMessage message, String code) {
    return new DeliveryFailure(
        FailureClass.NOT_YET,
        "%s %s waits: %s has no SKU with %s %s; it is sent when the SKU is there"
            .formatted(message.type(), message.key(), connection.name(), by(connection), code),
        null,
        clock.instant().plus(MISSING),
        null);
  }

  /** What was found is not so any more. */
  void forget(Connection connection, String code) {
    references.save(
        List.of(reference(connection, code.strip(), VtexSku.NONE, clock.instant().minus(FOUND))));
  }

  /** The code that an id was found by, as far as is known; empty when it is not. */
  Optional<String> code(Connection connection, String id) {
    return references.byId(KIND, connection.name(), id).stream()
        .filter(it -> it.source().equals(account(connection)))
        .map(Reference::key)
        .findFirst();
  }

  /**
   * A SKU as VTEX has it, met by the way: its code is known from now on. Two SKUs of one code are
   * both refused.
   *
   * @return the code; empty when it has none
   */
  Optional<String> learn(Connection connection, JsonNode detail) {
    JsonNode alternates = VtexJson.field(detail, "AlternateIds");
    String code =
        VtexJson.text(alternates, by(connection) == VtexSkuSettings.By.EAN ? "Ean" : "RefId");
    String id = VtexJson.text(detail, "Id");
    if (code == null || id == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Reference> before =
        references.byKey(KIND, account(connection), code, connection.name());
    boolean twice = before.isPresent() && !Set.of(NO_ID, id).contains(before.get().id());
    VtexSku sku =
        twice
            ? new VtexSku(id, false, "SKUs %s and %s both have it".formatted(before.get().id(), id))
            : new VtexSku(id, isKit(detail), null);
    references.save(List.of(reference(connection, code, sku, now)));
    return Optional.of(code);
  }

  private static VtexSku ofId(String code) {
    return code.matches("[1-9]\\d{0,9}")
        ? new VtexSku(code, false, null)
        : new VtexSku(null, false, "no id of VTEX looks like that");
  }

  /** One call for many; of what it finds each is read, since it may be another's. */
  private static Map<String, VtexSku> byRef(VtexGoods goods, List<String> refs) {
    Map<String, VtexSku> found = new LinkedHashMap<>();
    for (int from = 0; from < refs.size(); from += BLOCK) {
      List<String> block = refs.subList(from, Math.min(refs.size(), from + BLOCK));
      ArrayNode body = JsonNodeFactory.instance.arrayNode();
      block.forEach(body::add);
      ObjectNode arguments = JsonNodeFactory.instance.objectNode();
      arguments.set("body", body);
      JsonNode ids = goods.call(VtexOperations.SKUS_BY_REFS, arguments);
      for (String ref : block) {
        String id = VtexJson.text(ids.path(ref));
        found.put(ref, id == null ? secondOpinion(goods, ref) : verified(goods, id, ref));
      }
    }
    return found;
  }

  /** VTEX is known not to find refs that are there. */
  private static VtexSku secondOpinion(VtexGoods goods, String ref) {
    return goods
        .find(VtexOperations.SKU_BY_REF, VtexGoods.with("RefId", ref))
        .map(it -> VtexJson.text(it, "Id"))
        .map(id -> verified(goods, id, ref))
        .orElse(VtexSku.NONE);
  }

  private static VtexSku verified(VtexGoods goods, String id, String ref) {
    return goods
        .find(VtexOperations.SKU, VtexGoods.with("skuId", id))
        .map(
            detail -> {
              String has = VtexJson.text(VtexJson.field(detail, "AlternateIds"), "RefId");
              return new VtexSku(
                  id,
                  isKit(detail),
                  ref.equals(has) ? null : "SKU %s was found, but has %s".formatted(id, has));
            })
        .orElse(VtexSku.NONE);
  }

  private static Map<String, VtexSku> byEan(VtexGoods goods, List<String> eans) {
    Map<String, VtexSku> found = new LinkedHashMap<>();
    for (String ean : eans) {
      found.put(
          ean,
          goods
              .find(VtexOperations.SKU_BY_EAN, VtexGoods.with("ean", ean))
              .filter(it -> VtexJson.text(it, "Id") != null)
              .map(it -> verifiedEan(goods, it, ean))
              .orElse(VtexSku.NONE));
    }
    return found;
  }

  /** A SKU may have several, of which its document shows one. */
  private static VtexSku verifiedEan(VtexGoods goods, JsonNode detail, String ean) {
    String id = VtexJson.text(detail, "Id");
    List<String> has = new ArrayList<>();
    has.add(VtexJson.text(VtexJson.field(detail, "AlternateIds"), "Ean"));
    if (!has.contains(ean)) {
      goods
          .find(VtexOperations.SKU_EANS, VtexGoods.with("skuId", id))
          .ifPresent(all -> all.forEach(it -> has.add(VtexJson.text(it))));
    }
    return new VtexSku(
        id,
        isKit(detail),
        has.contains(ean) ? null : "SKU %s was found, but has %s".formatted(id, has));
  }

  /** A kit without components is a SKU like others. */
  private static boolean isKit(JsonNode detail) {
    return VtexJson.flag(detail, "IsKit") && !VtexJson.list(detail, "KitItems").isEmpty();
  }

  private Optional<VtexSku> known(Reference it, Instant now) {
    boolean none = it.id().equals(NO_ID);
    boolean fresh = Instant.parse(it.label()).plus(none ? MISSING : FOUND).isAfter(now);
    if (!fresh) {
      return Optional.empty();
    }
    boolean kit = KIT.equals(it.state());
    return Optional.of(none ? VtexSku.NONE : new VtexSku(it.id(), kit, kit ? null : it.state()));
  }

  private static Reference reference(Connection connection, String code, VtexSku sku, Instant at) {
    return new Reference(
        KIND,
        account(connection),
        code,
        connection.name(),
        sku.id() == null ? NO_ID : sku.id(),
        at.toString(),
        sku.kit() ? KIT : sku.wrong(),
        false);
  }

  private static VtexSkuSettings.By by(Connection connection) {
    return connection.settings(VtexSettings.class).skus().by();
  }

  private static String account(Connection connection) {
    String host = connection.baseUrl().getAuthority();
    return host.length() <= 100 ? host : host.substring(0, 100);
  }
}
