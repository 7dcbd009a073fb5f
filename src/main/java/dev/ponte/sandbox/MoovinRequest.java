package dev.ponte.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads the parameter {@code data} as strictly as the document prints it. */
final class MoovinRequest {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private MoovinRequest() {}

  /**
   * The records of a request; for a read its filters.
   *
   * @throws IllegalArgumentException in Moovin's language, when the form is wrong
   */
  static List<ObjectNode> records(MoovinRules rules, String data, boolean xml) {
    return xml ? fromXml(rules, data) : fromJson(rules, data);
  }

  private static List<ObjectNode> fromJson(MoovinRules rules, String data) {
    JsonNode root = json(data);
    JsonNode inside = rules.child() == null ? root : root.path(rules.child());
    if (rules.child() != null && !inside.isArray()) {
      throw new IllegalArgumentException("JSON sem a lista " + rules.child());
    }
    List<ObjectNode> records = new ArrayList<>();
    for (JsonNode one : inside.isArray() ? inside : List.of(inside)) {
      if (!(one instanceof ObjectNode record)) {
        throw new IllegalArgumentException("JSON com registro que não é objeto");
      }
      records.add(record);
    }
    return records;
  }

  private static JsonNode json(String data) {
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("JSON inválido", e);
    }
  }

  private static List<ObjectNode> fromXml(MoovinRules rules, String data) {
    Element root = xml(data);
    String expected = rules.root() == null ? rules.child() : rules.root();
    if (!root.getTagName().equals(expected)) {
      throw new IllegalArgumentException("XML sem a raiz " + expected);
    }
    if (rules.root() == null || rules.child() == null) {
      return List.of(object(root));
    }
    List<ObjectNode> records = new ArrayList<>();
    for (Element child : children(root)) {
      if (!child.getTagName().equals(rules.child())) {
        throw new IllegalArgumentException("XML com " + child.getTagName());
      }
      records.add(object(child));
    }
    return records;
  }

  private static Element xml(String data) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(data)))
          .getDocumentElement();
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new IllegalArgumentException("XML inválido", e);
    }
  }

  private static ObjectNode object(Element element) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Element child : children(element)) {
      JsonNode value =
          children(child).isEmpty() ? TextNode.valueOf(child.getTextContent()) : object(child);
      JsonNode known = object.get(child.getTagName());
      if (known instanceof ArrayNode array) {
        array.add(value);
      } else if (known != null) {
        object.putArray(child.getTagName()).add(known).add(value);
      } else {
        object.set(child.getTagName(), value);
      }
    }
    return object;
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node it = element.getFirstChild(); it != null; it = it.getNextSibling()) {
      if (it instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }
}
