package dev.tokentrail.benchmarks.emulator;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What no server in Java can pass: two threads that do nothing but sign, with the platform's own code. */
final class SigningWall {

    private static final int THREADS = 2;
    private static final byte[] SIGNED = new byte[400];

    private final KeyPair keys;
    private final String algorithm;

    /** For RS256 with a key of 2048 bits, or ES256. */
    SigningWall(TokenKind kind) throws GeneralSecurityException {
        boolean rsa = kind == TokenKind.RS256;
        KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
        generator.initialize(rsa ? 2048 : 256);
        keys = generator.generateKeyPair();
        algorithm = rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
    }

    /** Signatures per second. */
    double measure(double seconds) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Double>> rates = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                rates.add(threads.submit(() -> rate(seconds)));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        } finally {
            threads.shutdown();
        }
    }

    private double rate(double seconds) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        long begun = System.nanoTime();
        long now = begun;
        int count = 0;
        while (now - begun < seconds * 1e9) {
            signature.initSign(keys.getPrivate());
            signature.update(SIGNED);
            signature.sign();
            count++;
            now = System.nanoTime();
        }
        return count * 1e9 / (now - begun);
    }
}
