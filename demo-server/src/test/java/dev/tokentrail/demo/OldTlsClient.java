package dev.tokentrail.demo;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A client that speaks nothing newer than TLS 1.1 (RFC 4346), byte by byte: the JDK would not send it. */
final class OldTlsClient {

    /** The version in the client hello of TLS 1.0. */
    static final int TLS_1_0 = 0x0301;

    /** The version in the client hello of TLS 1.1. */
    static final int TLS_1_1 = 0x0302;

    /** The description of the alert {@code protocol_version} (RFC 5246 section 7.2). */
    static final int PROTOCOL_VERSION = 70;

    private static final int ALERT = 21;

    /** Suites that servers of that time had: ECDHE with ECDSA and RSA, and plain RSA, each with AES-128-CBC and SHA-1. */
    private static final byte[] SUITES = HexFormat.of().parseHex("c009c013002f");

    private OldTlsClient() {}

    /** Says hello to a server on this machine; gives the description of the alert that it answers with. */
    static int alert(int port, int version) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(hello(version));
            byte[] answer = socket.getInputStream().readNBytes(7);
            if (answer.length < 7) {
                throw new EOFException("The server closed after " + answer.length + " bytes");
            }
            if (answer[0] != ALERT) {
                throw new AssertionError("The server answers with a record of type " + answer[0] + ", no alert");
            }
            return answer[6];
        }
    }

    private static byte[] hello(int version) {
        int content = 2 + 32 + 1 + 2 + SUITES.length + 2;
        return ByteBuffer.allocate(5 + 4 + content)
                .put((byte) 22)
                .putShort((short) TLS_1_0)
                .putShort((short) (4 + content))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) content)
                .putShort((short) version)
                .put(new byte[32])
                .put((byte) 0)
                .putShort((short) SUITES.length)
                .put(SUITES)
                .put((byte) 1)
                .put((byte) 0)
                .array();
    }
}
