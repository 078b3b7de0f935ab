package dev.tokentrail.core.http;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Security;
import java.util.List;
import javax.net.ssl.SSLServerSocket;

/**
 * A JVM in which nothing of TLS is switched off: a server of old versions, and a client that has to refuse them by itself. Each
 * order is one line, and so is the answer.
 */
final class RelaxedJvm implements AutoCloseable {

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    RelaxedJvm() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelaxedJvm.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a server that speaks one version of TLS alone; gives its port. */
    int serve(String version, Path keyStore) throws IOException {
        return Integer.parseInt(ask("serve " + version + " " + keyStore));
    }

    /** Sends a request from there and gives the failure with its text, or the status. */
    String call(String address, Path trusted) throws IOException {
        return ask("call " + address + " " + trusted);
    }

    private String ask(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The other JVM ended");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        orders.close();
        process.destroy();
    }

    /** Does what standard input orders until it ends. */
    public static void main(String[] arguments) throws Exception {
        for (String property : List.of("jdk.tls.disabledAlgorithms", "jdk.certpath.disabledAlgorithms")) {
            Security.setProperty(property, "");
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = in.readLine(); order != null; order = in.readLine()) {
            String[] words = order.split(" ");
            System.out.println(words[0].equals("serve") ? served(words[1], words[2]) : called(words[1], words[2]));
        }
        System.exit(0);
    }

    private static int served(String version, String keyStore) throws Exception {
        KeyStore store = KeyStore.getInstance(Path.of(keyStore).toFile(), Issued.PASSWORD.toCharArray());
        SSLServerSocket socket = (SSLServerSocket)
                Issued.serverContext(store).getServerSocketFactory().createServerSocket();
        socket.setEnabledProtocols(new String[] {version});
        socket.bind(new InetSocketAddress("127.0.0.1", 0));
        Thread thread = new Thread(() -> {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    TlsPeer.answer(connection);
                } catch (IOException refused) {
                    // the next one is served all the same
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return socket.getLocalPort();
    }

    private static String called(String address, String trusted) {
        try {
            Transport transport =
                    JdkTransport.builder().trusting(Path.of(trusted)).build();
            return "status " + transport.send(WireRequest.get(address).build()).status();
        } catch (IOException refused) {
            return refused.toString();
        }
    }
}
