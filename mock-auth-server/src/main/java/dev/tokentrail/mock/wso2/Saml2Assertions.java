package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.token.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** SAML 2.0 bearer assertions (RFC 7522), signed with an enveloped XML signature. */
final class Saml2Assertions {

    private static final String SAML = "urn:oasis:names:tc:SAML:2.0:assertion";
    private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

    private final SigningKey key;

    Saml2Assertions(SigningKey key) {
        this.key = key;
    }

    String create(String issuer, String subject, String audience, Instant now, long seconds) {
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        String end = issued.plusSeconds(seconds).toString();
        String xml = "<saml:Assertion xmlns:saml=\"" + SAML + "\" ID=\"_" + RandomText.uuid('4')
                + "\" IssueInstant=\"" + issued + "\" Version=\"2.0\"><saml:Issuer>" + escape(issuer)
                + "</saml:Issuer><saml:Subject><saml:NameID>" + escape(subject)
                + "</saml:NameID><saml:SubjectConfirmation Method=\"" + BEARER
                + "\"><saml:SubjectConfirmationData NotOnOrAfter=\"" + end + "\" Recipient=\"" + escape(audience)
                + "\"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotOnOrAfter=\"" + end
                + "\"><saml:AudienceRestriction><saml:Audience>" + escape(audience)
                + "</saml:Audience></saml:AudienceRestriction></saml:Conditions></saml:Assertion>";
        try {
            Document document = parse(xml.getBytes(StandardCharsets.UTF_8));
            sign(document.getDocumentElement());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(serialize(document));
        } catch (IOException
                | SAXException
                | ParserConfigurationException
                | GeneralSecurityException
                | MarshalException
                | XMLSignatureException
                | TransformerException e) {
            throw new IllegalStateException("The assertion cannot be made", e);
        }
    }

    /** The subject of an assertion that this issuer signed for one of the audiences and that is still good. */
    Optional<String> subject(String encoded, String issuer, List<String> audiences, Instant now) {
        try {
            Element assertion = parse(Base64.getUrlDecoder().decode(encoded)).getDocumentElement();
            boolean good = SAML.equals(assertion.getNamespaceURI())
                    && assertion.getLocalName().equals("Assertion")
                    && text(assertion, "Issuer").filter(issuer::equals).isPresent()
                    && text(assertion, "Audience").filter(audiences::contains).isPresent()
                    && before(assertion, "Conditions", now)
                    && before(assertion, "SubjectConfirmationData", now)
                    && signed(assertion);
            return good ? text(assertion, "NameID") : Optional.empty();
        } catch (IllegalArgumentException
                | IOException
                | SAXException
                | ParserConfigurationException
                | MarshalException
                | XMLSignatureException
                | DateTimeException e) {
            return Optional.empty();
        }
    }

    private void sign(Element assertion) throws GeneralSecurityException, MarshalException, XMLSignatureException {
        assertion.setIdAttribute("ID", true);
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        Reference reference = factory.newReference(
                "#" + assertion.getAttribute("ID"),
                factory.newDigestMethod(DigestMethod.SHA256, null),
                List.of(
                        factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                        factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
                null,
                null);
        SignedInfo info = factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(SignatureMethod.RSA_SHA256, null),
                List.of(reference));
        factory.newXMLSignature(info, null)
                .sign(new DOMSignContext(
                        key.privateKey(), assertion, assertion.getFirstChild().getNextSibling()));
    }

    // Exactly one signature, a child of the assertion, over the assertion itself: no room for signature wrapping.
    private boolean signed(Element assertion) throws MarshalException, XMLSignatureException {
        NodeList signatures = assertion.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
        if (signatures.getLength() != 1 || !signatures.item(0).getParentNode().isSameNode(assertion)) {
            return false;
        }
        assertion.setIdAttribute("ID", true);
        DOMValidateContext context = new DOMValidateContext(key.publicKey(), signatures.item(0));
        context.setProperty("org.jcp.xml.dsig.secureValidation", true);
        XMLSignature signature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
        List<?> references = signature.getSignedInfo().getReferences();
        return references.size() == 1
                && references.get(0) instanceof Reference reference
                && ("#" + assertion.getAttribute("ID")).equals(reference.getURI())
                && signature.validate(context);
    }

    private static boolean before(Element assertion, String element, Instant now) {
        NodeList found = assertion.getElementsByTagNameNS(SAML, element);
        return found.getLength() == 1
                && now.isBefore(Instant.parse(((Element) found.item(0)).getAttribute("NotOnOrAfter")));
    }

    private static Optional<String> text(Element assertion, String element) {
        NodeList found = assertion.getElementsByTagNameNS(SAML, element);
        return found.getLength() == 1 ? Optional.of(found.item(0).getTextContent()) : Optional.empty();
    }

    private static Document parse(byte[] xml) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setExpandEntityReferences(false);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new ByteArrayInputStream(xml));
    }

    private static byte[] serialize(Document document) throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        transformer.transform(new DOMSource(document), new StreamResult(out));
        return out.toByteArray();
    }

    private static String escape(String text) {
        return Wso2Errors.escapeHtml(text);
    }
}
