package dev.tokentrail.mock.wso2;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Which of the scopes asked for are granted. */
final class Wso2Scopes {

    static final String APPLICATION = "am_application_scope";
    private static final String DEFAULT = "default";
    /** Scopes are kept with each token, so their length is a matter of memory. */
    private static final int LONGEST = 4096;

    private Wso2Scopes() {}

    /** The scopes asked for, single-spaced. */
    static String asked(String scopes) {
        return String.join(" ", list(scopes));
    }

    /** Scopes that the user's roles do not allow are dropped without a word; {@code device_*} and openid pass. */
    static String granted(String asked, List<String> allowed) {
        TreeSet<String> granted = new TreeSet<>(list(asked));
        granted.removeIf(scope -> !grantable(scope, allowed));
        return granted.isEmpty() ? DEFAULT : String.join(" ", granted);
    }

    static boolean grantable(String scope, List<String> allowed) {
        return allowed.contains(scope) || scope.startsWith("device_") || scope.equals("openid");
    }

    /** An application's own token is marked as such. */
    static String grantedToApplication(String asked) {
        return APPLICATION + " " + granted(asked, List.of());
    }

    /** A refresh may ask for less than was granted, never for more. */
    static String narrow(String granted, String asked) {
        List<String> wanted = new ArrayList<>(new TreeSet<>(list(asked)));
        if (!list(granted).containsAll(wanted)) {
            throw Wso2Errors.invalidScope();
        }
        return wanted.isEmpty() ? granted : String.join(" ", wanted);
    }

    static boolean contains(String granted, String scope) {
        return list(granted).contains(scope);
    }

    static List<String> list(String scopes) {
        if (scopes.length() > LONGEST) {
            throw Wso2Errors.invalidScope();
        }
        List<String> list = new ArrayList<>();
        for (String scope : scopes.split(" ", -1)) {
            if (!scope.isEmpty()) {
                list.add(scope);
            }
        }
        return list;
    }
}
