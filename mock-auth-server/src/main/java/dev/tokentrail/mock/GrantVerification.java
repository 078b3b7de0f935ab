package dev.tokentrail.mock;

/** Assertions about the token requests of one grant; see {@link Verification#grant}. */
public final class GrantVerification {

    private final Verification verification;
    private final String grantType;

    GrantVerification(Verification verification, String grantType) {
        this.verification = verification;
        this.grantType = grantType;
    }

    /**
     * Asserts how many were attempted, whatever was answered.
     *
     * @param count the exact number
     * @return the verification, for more
     * @throws AssertionError if there were more or fewer
     */
    public Verification times(int count) {
        return verification.exactly(count, words(""), call -> call.isTokenRequest(grantType));
    }

    /**
     * Asserts that none was attempted.
     *
     * @return the verification, for more
     * @throws AssertionError if there was one
     */
    public Verification never() {
        return times(0);
    }

    /**
     * Asserts that no more than a number were attempted.
     *
     * @param count the largest number
     * @return the verification, for more
     * @throws AssertionError if there were more
     */
    public Verification atMost(int count) {
        return verification.counted(0, count, words(""), call -> call.isTokenRequest(grantType));
    }

    /**
     * Asserts how many were answered with a token.
     *
     * @param count the exact number
     * @return the verification, for more
     * @throws AssertionError if there were more or fewer
     */
    public Verification succeeded(int count) {
        return verification.exactly(
                count, words("successful "), call -> call.isTokenRequest(grantType) && call.succeeded());
    }

    private Words.Noun words(String kind) {
        return new Words.Noun(
                kind + "token request of the grant " + grantType, kind + "token requests of the grant " + grantType);
    }

    /** The grant type. */
    @Override
    public String toString() {
        return "Verification of the grant " + grantType;
    }
}
