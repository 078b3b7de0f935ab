package dev.tokentrail.benchmarks.emulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Clients that each hold one connection and send the next request as soon as the last one is answered; one thread drives all. */
final class Connections implements AutoCloseable {

    /** Stands for the number of the request, in as many digits. */
    static final String NUMBER = "0000000000";

    private static final int MICROSECONDS = 4_000_000;

    private static final class Client {
        final SocketChannel channel;
        final ByteBuffer request;
        final byte[] bytes = new byte[64 * 1024];
        final ByteBuffer answer = ByteBuffer.wrap(bytes);
        long sent;
        byte[] token = {};

        Client(SocketChannel channel, byte[] request) {
            this.channel = channel;
            this.request = ByteBuffer.wrap(request.clone());
        }
    }

    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final int number;
    private final boolean fresh;

    /** How many answers took so many microseconds. */
    private final int[] latencies = new int[MICROSECONDS];

    /** Never the same twice, whichever load it is. */
    private long next = System.nanoTime() / 1000 % 5_000_000_000L;

    private int waiting;

    /**
     * Connects.
     *
     * @param port where the server listens
     * @param count how many connections
     * @param request the request; {@link #NUMBER} in it becomes another number each time
     * @param fresh whether each token must differ from the one before
     */
    Connections(int port, int count, byte[] request, boolean fresh) throws IOException {
        this.number = new String(request, StandardCharsets.ISO_8859_1).indexOf(NUMBER);
        this.fresh = fresh;
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Client client = new Client(channel, request);
            clients.add(client);
            channel.register(selector, SelectionKey.OP_READ, client);
        }
    }

    /**
     * Sends for a while, or so many requests if that is sooner.
     *
     * @throws IllegalStateException if an answer is not the token that was wanted
     */
    Load run(long nanoseconds, int most) throws IOException {
        long begun = System.nanoTime();
        long answered = 0;
        for (Client client : clients) {
            if (waiting < most) {
                send(client);
            }
        }
        long now = begun;
        while (waiting > 0) {
            if (selector.select(10_000) == 0) {
                throw new IllegalStateException("No answer within ten seconds");
            }
            now = System.nanoTime();
            for (SelectionKey key : selector.selectedKeys()) {
                Client client = (Client) key.attachment();
                if (received(client)) {
                    latencies[(int) Math.min(MICROSECONDS - 1L, (System.nanoTime() - client.sent) / 1000)]++;
                    answered++;
                    waiting--;
                    if (answered + waiting < most && now - begun < nanoseconds) {
                        send(client);
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        return new Load(answered, System.nanoTime() - begun, latency(answered, 0.5), latency(answered, 0.99), 0);
    }

    private void send(Client client) throws IOException {
        if (number >= 0) {
            long rest = next++;
            for (int i = NUMBER.length() - 1; i >= 0; i--) {
                client.request.put(number + i, (byte) ('0' + rest % 10));
                rest /= 10;
            }
        }
        client.request.clear();
        client.answer.clear();
        client.sent = System.nanoTime();
        waiting++;
        while (client.request.hasRemaining()) {
            client.channel.write(client.request);
        }
    }

    private boolean received(Client client) throws IOException {
        ByteBuffer answer = client.answer;
        if (client.channel.read(answer) < 0) {
            throw new IOException("The server closed a connection after "
                    + new String(client.bytes, 0, answer.position(), StandardCharsets.ISO_8859_1));
        }
        if (!Answer.complete(client.bytes, answer.position())) {
            return false;
        }
        Answer.Place place = Answer.token(client.bytes, answer.position());
        byte[] token = client.token;
        boolean same = Arrays.equals(client.bytes, place.begin(), place.end(), token, 0, token.length);
        if (fresh && same) {
            throw new IllegalStateException("The same token twice");
        }
        if (!same) {
            client.token = Arrays.copyOfRange(client.bytes, place.begin(), place.end());
        }
        return true;
    }

    private long latency(long answers, double share) {
        long left = (long) Math.ceil(answers * share);
        for (int i = 0; i < MICROSECONDS; i++) {
            left -= latencies[i];
            if (left <= 0) {
                return i * 1000L;
            }
        }
        return MICROSECONDS * 1000L;
    }

    /** The last token of each connection. */
    List<String> tokens() {
        return clients.stream()
                .map(client -> new String(client.token, StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.channel.close();
        }
        selector.close();
    }
}
