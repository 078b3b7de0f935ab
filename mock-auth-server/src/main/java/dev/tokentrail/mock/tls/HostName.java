package dev.tokentrail.mock.tls;

import java.util.regex.Pattern;

/** What a certificate can name. */
final class HostName {

    private static final int LONGEST = 253;
    private static final Pattern NAME = Pattern.compile(
            "(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern DIGITS = Pattern.compile("[0-9.]+");

    private HostName() {}

    /** A name that is a host name, a wildcard for the names below one, or an IP address. */
    static String checked(String name) {
        if (name.length() <= LONGEST
                && (isAddress(name)
                        || (NAME.matcher(name).matches()
                                && !DIGITS.matcher(name).matches()))) {
            return name;
        }
        throw new IllegalArgumentException("A TLS name is a host name or an IP address without brackets, not " + name);
    }

    static boolean isAddress(String name) {
        return name.contains(":")
                ? org.bouncycastle.util.IPAddress.isValidIPv6(name)
                : IPV4.matcher(name).matches();
    }
}
