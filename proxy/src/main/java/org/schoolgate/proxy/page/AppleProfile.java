package org.schoolgate.proxy.page;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A configuration profile for iOS, iPadOS and macOS that carries the school's certificates. It is not signed: whoever
/// manages devices signs it as they do their own.
///
/// The same certificates give the same bytes and the same identifiers, so that installing it again replaces it.
final class AppleProfile {

    private static final String IDENTIFIER = "org.schoolgate.certificates";
    private static final String DOCTYPE = "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
            + "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">";

    private final XMLStreamWriter xml;

    private AppleProfile(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static byte[] of(String school, List<SchoolCertificate> certificates) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new AppleProfile(XMLOutputFactory.newDefaultFactory()
                    .createXMLStreamWriter(out, StandardCharsets.UTF_8.name())).write(school, certificates);
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return out.toByteArray();
    }

    private void write(String school, List<SchoolCertificate> certificates) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeDTD(DOCTYPE);
        xml.writeStartElement("plist");
        xml.writeAttribute("version", "1.0");
        xml.writeStartElement("dict");
        key("PayloadContent");
        xml.writeStartElement("array");
        for (SchoolCertificate one : certificates) {
            certificate(one);
        }
        xml.writeEndElement();
        string("PayloadDescription", "Lets the school’s gateway show its pages on encrypted sites.");
        string("PayloadDisplayName", "Certificate of " + school);
        string("PayloadOrganization", school);
        string("PayloadType", "Configuration");
        identity(IDENTIFIER, certificates.stream().map(SchoolCertificate::fingerprint)
                .collect(Collectors.joining(" ")));
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
    }

    private void certificate(SchoolCertificate one) throws XMLStreamException {
        String start = one.fingerprint().replace(":", "").substring(0, 16).toLowerCase(Locale.ROOT);
        xml.writeStartElement("dict");
        string("PayloadCertificateFileName", "schoolgate-" + start + ".cer");
        key("PayloadContent");
        xml.writeStartElement("data");
        xml.writeCharacters(Base64.getEncoder().encodeToString(one.der()));
        xml.writeEndElement();
        string("PayloadDisplayName", one.name());
        string("PayloadType", "com.apple.security.root");
        identity(IDENTIFIER + "." + start, one.fingerprint());
        xml.writeEndElement();
    }

    private void identity(String identifier, String of) throws XMLStreamException {
        string("PayloadIdentifier", identifier);
        string("PayloadUUID", UUID.nameUUIDFromBytes((identifier + " " + of).getBytes(StandardCharsets.UTF_8))
                .toString().toUpperCase(Locale.ROOT));
        key("PayloadVersion");
        xml.writeStartElement("integer");
        xml.writeCharacters("1");
        xml.writeEndElement();
    }

    private void string(String key, String value) throws XMLStreamException {
        key(key);
        xml.writeStartElement("string");
        xml.writeCharacters(value);
        xml.writeEndElement();
    }

    private void key(String key) throws XMLStreamException {
        xml.writeStartElement("key");
        xml.writeCharacters(key);
        xml.writeEndElement();
    }
}
