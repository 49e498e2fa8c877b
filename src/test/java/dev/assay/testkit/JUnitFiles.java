package dev.assay.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** JUnit files in tests: checked against the usual schema, and taken apart. */
public final class JUnitFiles {
  private JUnitFiles() {}

  /** Parses a file, demanding that it is valid. */
  public static Element valid(String xml) {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    try {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(JUnitFiles.class.getResource("/report/junit.xsd"))
          .newValidator()
          .validate(new StreamSource(new ByteArrayInputStream(bytes)));
    } catch (SAXException | IOException e) {
      throw new AssertionError(xml, e);
    }
    return parse(bytes);
  }

  /** Parses a file. */
  public static Element parse(byte[] xml) {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml))
          .getDocumentElement();
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(new String(xml, StandardCharsets.UTF_8), e);
    }
  }
}
