package dev.tokentrail.mock.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What lives in this process after a full collection.
 *
 * @param ofTheEmulator instances by class, of the emulator's own classes
 * @param bytes bytes of everything
 */
record LiveObjects(Map<String, Long> ofTheEmulator, long bytes) {

    private static final long BYTES_OF_OTHERS = 4 << 20;
    private static final long FEW = 64;

    static LiveObjects now() {
        String histogram;
        try {
            histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("The heap cannot be read", e);
        }
        Map<String, Long> instances = new TreeMap<>();
        long bytes = 0;
        for (String line : histogram.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 4 && words[3].startsWith("dev.tokentrail.mock.")) {
                instances.put(words[3], Long.parseLong(words[1]));
            } else if (words[0].equals("Total")) {
                bytes = Long.parseLong(words[2]);
            }
        }
        return new LiveObjects(instances, bytes);
    }

    /** Fails if anything of the emulator is there more often than before, or if all is larger by megabytes. */
    void assertNoMoreThan(LiveObjects before) {
        ofTheEmulator.forEach((type, count) -> assertThat(count)
                .as("instances of %s, before: %s", type, before.ofTheEmulator.get(type))
                .isLessThanOrEqualTo(before.ofTheEmulator.getOrDefault(type, 0L) + FEW));
        assertThat(bytes).as("bytes alive, before: %s", before.bytes).isLessThan(before.bytes + BYTES_OF_OTHERS);
    }
}
