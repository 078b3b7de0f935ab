package dev.tokentrail.demo.flow.step;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A step that sends one request of a provider. */
public final class CallStep implements Step {

    private final Description description;
    private final BiFunction<Walk, Values, WireRequest> request;
    private final BiFunction<Walk, Values, String> javaCode;
    private final BiFunction<Walk, Values, String> call;

    private CallStep(
            Description description,
            BiFunction<Walk, Values, WireRequest> request,
            BiFunction<Walk, Values, String> javaCode,
            BiFunction<Walk, Values, String> call) {
        this.description = description;
        this.request = request;
        this.javaCode = javaCode;
        this.call = call;
    }

    /**
     * Begins to describe a step that waits for nothing and has no fields.
     *
     * @param id its name in addresses
     * @param title what happens, as a heading
     * @param explanation what happens and why, for someone who never met OAuth
     * @return the description
     */
    public static Description describe(String id, String title, String explanation) {
        return new Description(id, title, explanation, walk -> Optional.empty(), walk -> List.of());
    }

    /**
     * A step without what it does.
     *
     * @param id its name in addresses
     * @param title what happens, as a heading
     * @param explanation what happens and why
     * @param missing what has to be done before: a sentence, or empty
     * @param fields what a person fills in
     */
    public record Description(
            String id,
            String title,
            String explanation,
            Function<Walk, Optional<String>> missing,
            Function<Walk, List<Field>> fields) {

        /** Says what has to be done before: a sentence, or empty. */
        public Description waitingFor(Function<Walk, Optional<String>> sentence) {
            return new Description(id, title, explanation, sentence, fields);
        }

        /** States what a person fills in. */
        public Description with(Function<Walk, List<Field>> stated) {
            return new Description(id, title, explanation, missing, stated);
        }

        /**
         * Ends the description.
         *
         * @param request builds the request that the call will send
         * @param javaCode writes the statements that make the call
         * @param call makes the call, keeps what it brings, and tells in a sentence what that was
         * @return the step
         */
        public Step sending(
                BiFunction<Walk, Values, WireRequest> request,
                BiFunction<Walk, Values, String> javaCode,
                BiFunction<Walk, Values, String> call) {
            return new CallStep(this, request, javaCode, call);
        }
    }

    @Override
    public String id() {
        return description.id();
    }

    @Override
    public String title() {
        return description.title();
    }

    @Override
    public String explanation() {
        return description.explanation();
    }

    @Override
    public Optional<String> waitsFor(Walk walk) {
        return description.missing().apply(walk);
    }

    @Override
    public List<Field> fields(Walk walk) {
        return description.fields().apply(walk);
    }

    @Override
    public Plan plan(Walk walk, Values values) {
        requireReady(this, walk);
        return Plan.sending(javaCode.apply(walk, values), request.apply(walk, values));
    }

    @Override
    public Outcome run(Walk walk, Values values) {
        requireReady(this, walk);
        return Outcome.done(call.apply(walk, values));
    }

    static void requireReady(Step step, Walk walk) {
        step.waitsFor(walk).ifPresent(missing -> {
            throw new IllegalArgumentException(missing);
        });
    }
}
