package dev.tokentrail.benchmarks.emulator;

import java.nio.charset.StandardCharsets;

/** An HTTP answer in a buffer, read with as little work as will do. */
final class Answer {

    private static final byte[] TOKEN = "\"access_token\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "ransfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

    private Answer() {}

    /** Where a token lies in the buffer. */
    record Place(int begin, int end) {}

    /** Whether head and body are here. */
    static boolean complete(byte[] answer, int length) {
        int head = endOfHead(answer, length);
        if (head == 0) {
            return false;
        }
        int body = contentLength(answer, head);
        if (body < 0 && indexOf(answer, 0, head, CHUNKED) < 0) {
            throw new IllegalStateException("No length in " + text(answer, length));
        }
        return body >= 0 ? length >= head + body : lastChunk(answer, head, length);
    }

    /**
     * Where the token lies.
     *
     * @throws IllegalStateException if the answer is anything but a token
     */
    static Place token(byte[] answer, int length) {
        int key = startsWith(answer, 0, OK) ? indexOf(answer, 0, length, TOKEN) : -1;
        if (key < 0) {
            throw new IllegalStateException("No token but " + text(answer, length));
        }
        int begin = key + TOKEN.length;
        while (begin < length && answer[begin] != '"') {
            begin++;
        }
        begin++;
        int end = begin;
        while (end < length && answer[end] != '"') {
            end++;
        }
        if (end - begin < 20 || end >= length) {
            throw new IllegalStateException("No whole token in " + text(answer, length));
        }
        return new Place(begin, end);
    }

    private static int endOfHead(byte[] answer, int length) {
        for (int i = 3; i < length; i++) {
            if (answer[i] == '\n' && answer[i - 1] == '\r' && answer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private static int contentLength(byte[] answer, int head) {
        for (int i = 0; i < head - LENGTH.length; i++) {
            if (answer[i] == '\n' && startsWith(answer, i + 1, LENGTH)) {
                int number = 0;
                for (int at = i + 1 + LENGTH.length; answer[at] != '\r'; at++) {
                    if (answer[at] != ' ') {
                        number = number * 10 + answer[at] - '0';
                    }
                }
                return number;
            }
        }
        return -1;
    }

    private static boolean lastChunk(byte[] answer, int head, int length) {
        int at = head;
        while (at < length) {
            int size = 0;
            while (at < length && answer[at] != '\r') {
                size = size * 16 + Character.digit(answer[at++], 16);
            }
            at += 2 + size + 2;
            if (size == 0) {
                return at <= length;
            }
        }
        return false;
    }

    private static String text(byte[] answer, int length) {
        return new String(answer, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static int indexOf(byte[] bytes, int from, int length, byte[] wanted) {
        for (int i = from; i <= length - wanted.length; i++) {
            if (startsWith(bytes, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether these bytes are there; letters of the wanted text that are small match capitals, too. */
    private static boolean startsWith(byte[] bytes, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            byte found = bytes[at + i];
            if (found != wanted[i] && (found < 'A' || found > 'Z' || found + 32 != wanted[i])) {
                return false;
            }
        }
        return true;
    }
}
