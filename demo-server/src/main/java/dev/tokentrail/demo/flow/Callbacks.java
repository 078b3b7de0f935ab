package dev.tokentrail.demo.flow;

/** Where browsers come back to. */
public final class Callbacks {

    /** Sage X3's, as its tutorial has it: {@value}. */
    public static final String DEFAULT = "/callback";

    /** GoTo's, as its tutorial has it: {@value}. */
    public static final String GOTO = "/login/oauth2/code/goto";

    /** WSO2's: {@value}. */
    public static final String WSO2 = "/callback/wso2";

    private Callbacks() {}
}
