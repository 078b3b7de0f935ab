package dev.tokentrail.conformance.nodes;

import dev.tokentrail.mock.JournalView;
import dev.tokentrail.mock.RecordedAnswer;
import dev.tokentrail.mock.RecordedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service was asked for and what it gave, as its journal has it; tokens by their prints. */
final class Ledger {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A request for tokens that was answered.
     *
     * @param sequence its number in the journal
     * @param node who sent it
     * @param used the refresh token that it used; null for a sign-in
     * @param status the answer's
     * @param access the access token that it got, null for none
     * @param refresh the refresh token that it got, null for none
     * @param arrived when it arrived, in milliseconds since 1970: the token is no older than this says
     * @param family the number of the sign-in that all of it comes from, 0 if it used an unknown token
     */
    record Call(
            long sequence,
            String node,
            @Nullable String used,
            int status,
            @Nullable String access,
            @Nullable String refresh,
            long arrived,
            long family) {

        boolean isRefresh() {
            return used != null;
        }

        boolean succeeded() {
            return access != null;
        }
    }

    /**
     * An API call that was refused although the token's time was not over.
     *
     * @param node who sent it
     * @param access the token
     * @param family the number of the sign-in that the token comes from
     */
    record RefusedCall(String node, String access, long family) {}

    private final JournalView tokenRequests;
    private final JournalView apiCalls;
    private final Map<Long, Call> known = new HashMap<>();
    private final Map<String, Call> byAccess = new HashMap<>();
    private final Map<String, Long> families = new HashMap<>();

    Ledger(JournalView journal) {
        this.tokenRequests = journal.where(request -> request.purpose().equals("token"));
        this.apiCalls = journal.where(request -> request.purpose().equals("api"));
    }

    /** All answered calls after a number, in order of arrival. */
    synchronized List<Call> since(long sequence) {
        List<Call> calls = new ArrayList<>();
        for (RecordedRequest request : tokenRequests.since(sequence).requests()) {
            call(request).ifPresent(calls::add);
        }
        return calls;
    }

    /** Which call gave an access token. */
    synchronized Optional<Call> issuer(String access) {
        Call call = byAccess.get(access);
        if (call == null) {
            since(0);
            call = byAccess.get(access);
        }
        return Optional.ofNullable(call);
    }

    /** The families of which a refresh token was refused: nothing of them is valid since. */
    Set<Long> deadFamilies() {
        Set<Long> dead = new HashSet<>();
        since(0).stream()
                .filter(call -> call.isRefresh() && !call.succeeded())
                .forEach(call -> dead.add(call.family()));
        return dead;
    }

    /** The API calls that were refused, but for those that came when their token was over: by its JWT, in whole seconds. */
    List<RefusedCall> refusedCalls() {
        List<RefusedCall> refused = new ArrayList<>();
        for (RecordedRequest request : apiCalls.requests()) {
            String token = request.header("Authorization").orElse("").replace("Bearer ", "");
            if (request.status().orElse(200) != 200
                    && request.receivedAtSystemTime().isBefore(Prints.end(token))) {
                String print = Prints.of(token);
                refused.add(new RefusedCall(
                        request.header(Node.HEADER).orElse(""),
                        print,
                        issuer(print).map(Call::family).orElse(0L)));
            }
        }
        return refused;
    }

    private Optional<Call> call(RecordedRequest request) {
        Call call = known.get(request.sequence());
        if (call == null && request.answer().isPresent()) {
            call = read(request, request.answer().get());
            known.put(call.sequence(), call);
            if (call.access() != null) {
                byAccess.put(call.access(), call);
            }
        }
        return Optional.ofNullable(call);
    }

    private Call read(RecordedRequest request, RecordedAnswer answer) {
        JsonNode members = JSON.readTree(answer.bodyText());
        String used = request.parameter("refresh_token").map(Prints::of).orElse(null);
        String refresh = print(members, "refresh_token");
        long family = used == null ? request.sequence() : families.getOrDefault(used, 0L);
        if (refresh != null) {
            families.put(refresh, family);
        }
        return new Call(
                request.sequence(),
                request.header(Node.HEADER).orElse(""),
                used,
                answer.status(),
                print(members, "access_token"),
                refresh,
                request.receivedAtSystemTime().toEpochMilli(),
                family);
    }

    private static @Nullable String print(JsonNode members, String name) {
        JsonNode member = members.get(name);
        return member == null ? null : Prints.of(member.asString());
    }
}
