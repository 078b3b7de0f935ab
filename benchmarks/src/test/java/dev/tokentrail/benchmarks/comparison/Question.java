package dev.tokentrail.benchmarks.comparison;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of each library; the answer is the cell of the table. */
enum Question {
    CURL("shows a call as a cURL command") {
        @Override
        String ask(Library library) throws Exception {
            try (TokenEndpoint endpoint = TokenEndpoint.answering(200, TOKEN)) {
                Optional<String> command = library.curlCommand(endpoint.uri());
                if (command.isEmpty()) {
                    return "no";
                }
                String text = command.get();
                boolean secret = text.contains(Library.SECRET)
                        || text.contains(Library.REFRESH_TOKEN)
                        || text.contains(Library.ACCESS_TOKEN);
                return !text.contains("curl ")
                        ? "no"
                        : endpoint.requests().isEmpty()
                                ? "before and after, " + (secret ? "with its secrets" : "secrets masked")
                                : "in its log, " + (secret ? "with secrets beside it" : "secrets masked");
            }
        }
    },
    PRINTED("`toString` of its objects shows") {
        @Override
        String ask(Library library) throws Exception {
            try (TokenEndpoint endpoint = TokenEndpoint.answering(200, TOKEN)) {
                StringBuilder printed = new StringBuilder();
                for (Object object : library.objectsThatHoldSecrets(endpoint.uri())) {
                    printed.append(object).append('\n');
                }
                List<String> seen = new ArrayList<>();
                Map.of(
                                Library.SECRET,
                                "client secret",
                                Library.ACCESS_TOKEN,
                                "access token",
                                Library.REFRESH_TOKEN,
                                "refresh token")
                        .forEach((secret, name) -> {
                            if (printed.indexOf(secret) >= 0) {
                                seen.add(name);
                            }
                        });
                seen.sort(null);
                return seen.isEmpty() ? "no secret" : String.join(", ", seen);
            }
        }
    },
    STATUS_201("a token comes with status 201") {
        @Override
        String ask(Library library) throws Exception {
            try (TokenEndpoint endpoint = TokenEndpoint.answering(201, TOKEN)) {
                return outcome(library, endpoint).replace(" without its code", "");
            }
        }
    },
    ERROR_WITH_200("an error comes with status 200") {
        @Override
        String ask(Library library) throws Exception {
            String error = "{\"error\":\"invalid_grant\",\"error_description\":\"The account is closed\"}";
            try (TokenEndpoint endpoint = TokenEndpoint.answering(200, error)) {
                return outcome(library, endpoint);
            }
        }
    },
    REFRESH_TOKEN_LEFT_OUT("a refresh answer without a refresh token") {
        @Override
        String ask(Library library) throws Exception {
            String answer = "{\"access_token\":\"new\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
            try (TokenEndpoint endpoint = TokenEndpoint.answering(200, answer)) {
                Optional<String> kept = library.refresh(endpoint.uri()).refresh();
                return endpoint.requests().isEmpty()
                        ? "—"
                        : kept.filter(Library.REFRESH_TOKEN::equals).isPresent() ? "the old one is kept" : "it is gone";
            }
        }
    },
    REDIRECTED("the token endpoint redirects (307) to another origin") {
        @Override
        String ask(Library library) throws Exception {
            if (!library.hasItsOwnTransport()) {
                return "—";
            }
            try (TokenEndpoint other = TokenEndpoint.answering(200, TOKEN);
                    TokenEndpoint endpoint = TokenEndpoint.redirectingTo(other)) {
                outcome(library, endpoint);
                return other.requests().isEmpty()
                        ? "nothing goes there"
                        : other.requests().get(0).contains(Library.SECRET)
                                ? "**the client secret goes there**"
                                : "a request goes there";
            }
        }
    },
    HUGE("an answer of 16 MiB") {
        @Override
        String ask(Library library) throws Exception {
            if (!library.hasItsOwnTransport()) {
                return "—";
            }
            try (TokenEndpoint endpoint = TokenEndpoint.answeringWithSpaceBehind(TOKEN, 16)) {
                return outcome(library, endpoint).equals("a token") ? "read whole" : "cut off";
            }
        }
    },
    TWO_CALLS("token requests for two calls in a row") {
        @Override
        String ask(Library library) throws Exception {
            try (TokenEndpoint endpoint = TokenEndpoint.answering(200, TOKEN)) {
                Library.Client client = library.client(endpoint.uri());
                client.token();
                client.token();
                return String.valueOf(endpoint.requests().size());
            }
        }
    },
    HERD("token requests for 1,000 callers at once, cold + expired ([measured](docs/figures-token-source.md))") {
        @Override
        String ask(Library library) throws Exception {
            return Herds.ofAThousand().getOrDefault(library.title(), "—");
        }
    };

    private static final String TOKEN =
            "{\"access_token\":\"" + Library.ACCESS_TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    private final String text;

    Question(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Tries it out. */
    abstract String ask(Library library) throws Exception;

    private static String outcome(Library library, TokenEndpoint endpoint) {
        try {
            return library.client(endpoint.uri()).token().equals(Library.ACCESS_TOKEN) ? "a token" : "another token";
        } catch (Exception failure) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            String told = trace.toString();
            return told.contains(Library.ACCESS_TOKEN)
                    ? "an error that quotes the token"
                    : told.contains("invalid_grant") ? "an error with its code" : "an error without its code";
        }
    }
}
