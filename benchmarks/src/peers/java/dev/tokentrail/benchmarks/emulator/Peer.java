package dev.tokentrail.benchmarks.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One server as its users start it in a test, in a process of its own; each knows nothing but its own libraries. */
interface Peer {

    /**
     * Starts it on a free port.
     *
     * @param variant what it is to be configured for, empty for its defaults
     * @return the port
     */
    int start(String variant) throws Exception;

    /**
     * Starts a server and says where; with {@code embedded}, its request and a variant, asks it for two tokens instead and
     * says how many nanoseconds start and first token, and the second token, took.
     */
    static void run(Peer peer, String[] arguments) throws Exception {
        String variant = arguments.length > 0 ? arguments[0] : "";
        if (arguments.length < 2) {
            System.out.println("Ready at http://127.0.0.1:" + peer.start(variant));
            return;
        }
        byte[] request = arguments[1].getBytes(StandardCharsets.ISO_8859_1);
        byte[] other = arguments[2].getBytes(StandardCharsets.ISO_8859_1);
        long begun = System.nanoTime();
        int port = peer.start(variant);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            token(socket, request);
            long first = System.nanoTime();
            token(socket, other);
            long second = System.nanoTime();
            System.out.println("Took " + (first - begun) + " " + (second - first));
        }
        System.exit(0);
    }

    private static void token(Socket socket, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        InputStream in = socket.getInputStream();
        byte[] answer = new byte[64 * 1024];
        int length = 0;
        while (!Answer.complete(answer, length)) {
            int read = in.read(answer, length, answer.length - length);
            if (read < 0) {
                throw new IOException("Closed after " + new String(answer, 0, length, StandardCharsets.ISO_8859_1));
            }
            length += read;
        }
        Answer.token(answer, length);
    }
}
