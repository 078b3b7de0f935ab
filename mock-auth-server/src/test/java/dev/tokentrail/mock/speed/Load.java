package dev.tokentrail.mock.speed;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Clients that each hold one connection and send the next request as soon as the last one is answered.
 *
 * <p>One thread drives them all, so that the load takes little of the machine and the same for every server.
 */
final class Load implements AutoCloseable {

    /** Where the status begins in {@code HTTP/1.1 200 OK}. */
    private static final int STATUS = 9;

    /** How many answers came in how long. */
    record Result(int answers, double seconds) {
        double perSecond() {
            return answers / seconds;
        }
    }

    private static final class Connection {
        final SocketChannel channel;
        final ByteBuffer answer = ByteBuffer.allocate(64 * 1024);
        int complete;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private boolean refusalsAllowed;
    private int sent;

    Load(int port, int clients) throws IOException {
        for (int i = 0; i < clients; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            connections.add(connection);
            channel.register(selector, SelectionKey.OP_READ, connection);
        }
    }

    /** Lets answers with a status of 400 and up be as good as others. */
    Load allowingRefusals() {
        refusalsAllowed = true;
        return this;
    }

    /** Sends for a while; each request is made from its number. */
    Result forSeconds(double seconds, IntFunction<byte[]> request) throws IOException {
        return run((long) (seconds * 1e9), Integer.MAX_VALUE, request);
    }

    /** Sends so many requests, or for a while if they take longer. */
    Result warmUp(int count, double seconds, IntFunction<byte[]> request) throws IOException {
        return run((long) (seconds * 1e9), count, request);
    }

    /** Sends so many requests; each is made from its number. */
    Result requests(int count, IntFunction<byte[]> request) throws IOException {
        return run(Long.MAX_VALUE, count, request);
    }

    private Result run(long nanoseconds, int most, IntFunction<byte[]> request) throws IOException {
        long start = System.nanoTime();
        int answered = 0;
        int waiting = 0;
        for (Connection connection : connections) {
            if (waiting < most) {
                send(connection, request);
                waiting++;
            }
        }
        while (waiting > 0) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                if (received(connection)) {
                    answered++;
                    waiting--;
                    if (answered + waiting < most && System.nanoTime() - start < nanoseconds) {
                        send(connection, request);
                        waiting++;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        return new Result(answered, (System.nanoTime() - start) / 1e9);
    }

    private void send(Connection connection, IntFunction<byte[]> request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.apply(sent++));
        connection.answer.clear();
        connection.complete = 0;
        while (bytes.hasRemaining()) {
            connection.channel.write(bytes);
        }
    }

    private boolean received(Connection connection) throws IOException {
        ByteBuffer answer = connection.answer;
        if (connection.channel.read(answer) < 0) {
            throw new IOException("The server closed a connection after " + text(answer));
        }
        if (connection.complete == 0) {
            connection.complete = length(answer);
        }
        if (connection.complete == 0 || answer.position() < connection.complete) {
            return false;
        }
        if (refusalsAllowed ? answer.get(STATUS) == '5' : answer.get(STATUS) > '3') {
            throw new IOException("Refused: " + text(answer));
        }
        return true;
    }

    /** Bytes of head and body, 0 as long as the head is not complete. */
    private static int length(ByteBuffer answer) {
        for (int i = 3; i < answer.position(); i++) {
            if (answer.get(i) == '\n' && answer.get(i - 1) == '\r' && answer.get(i - 2) == '\n') {
                return i + 1 + Answers.contentLength(new String(answer.array(), 0, i + 1, StandardCharsets.ISO_8859_1));
            }
        }
        return 0;
    }

    /** The last answers, one of each client. */
    List<String> answers() {
        return connections.stream().map(connection -> text(connection.answer)).toList();
    }

    private static String text(ByteBuffer answer) {
        return new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }
}
