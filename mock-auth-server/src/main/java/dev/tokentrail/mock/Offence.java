package dev.tokentrail.mock;

/**
 * A call that breaks a rule.
 *
 * @param exchange the call
 * @param reason what is wrong with it, without a secret; empty if the rule says enough
 */
record Offence(Exchange exchange, String reason) {

    String line() {
        return exchange.line() + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
