package dev.tokentrail.mock.junit;

import dev.tokentrail.mock.JournalView;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * One test, or one class of which the tests share an emulator, and where that emulator is kept.
 *
 * @param context the test or class
 * @param owner with which the emulator ends
 * @param settings what was asked
 */
@SuppressWarnings("deprecation") // getOrComputeIfAbsent is what JUnit 5.10 has, and 6 too.
record TestScope(ExtensionContext context, ExtensionContext owner, Settings settings) {

    /** The class with the field that an extension is. */
    private record Declaring(ExtensionContext context) {}

    /** Notes the outermost class that an extension is told of. */
    static void declare(ExtensionContext context, MockAuthServerExtension extension) {
        store(context).getOrComputeIfAbsent(extension, unused -> new Declaring(context), Declaring.class);
    }

    /**
     * Finds out whose emulator a test or class has.
     *
     * @param context the test or class
     * @param extension the extension that is asked
     * @param settings its settings, null if the annotations have them
     * @return empty for a class whose tests have one each
     */
    static Optional<TestScope> of(
            ExtensionContext context, MockAuthServerExtension extension, @Nullable Settings settings) {
        if (settings != null) {
            Declaring declaring = store(context).get(extension, Declaring.class);
            return of(context, settings, declaring == null ? null : declaring.context());
        }
        Optional<ExtensionContext> annotated = Optional.of(context);
        while (annotated.isPresent()) {
            Optional<WithMockAuthServer> annotation = annotated
                    .flatMap(ExtensionContext::getElement)
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, WithMockAuthServer.class));
            if (annotation.isPresent()) {
                return of(
                        context,
                        Settings.of(annotation.get()),
                        annotated
                                .filter(place -> place.getTestMethod().isEmpty())
                                .orElse(null));
            }
            annotated = annotated.flatMap(ExtensionContext::getParent);
        }
        return of(context, Settings.DEFAULT, null);
    }

    private static Optional<TestScope> of(
            ExtensionContext context, Settings settings, @Nullable ExtensionContext declaring) {
        if (settings.perClass() && declaring != null) {
            return Optional.of(new TestScope(context, declaring, settings));
        }
        return Optional.of(context)
                .filter(test -> test.getTestMethod().isPresent())
                .map(test -> new TestScope(test, test, settings));
    }

    boolean ownsEmulator() {
        return owner.equals(context);
    }

    /** The emulator, which starts when it is first asked for. */
    TestEmulator emulator() {
        return Objects.requireNonNull(store(owner)
                .getOrComputeIfAbsent(
                        owner.getUniqueId(),
                        unused -> new TestEmulator(SharedServer.start(owner, settings), settings),
                        TestEmulator.class));
    }

    private @Nullable TestEmulator startedEmulator() {
        return store(owner).get(owner.getUniqueId(), TestEmulator.class);
    }

    /** The calls that came since the test began. */
    JournalView calls() {
        return Objects.requireNonNull(store(context)
                .getOrComputeIfAbsent(
                        "calls of " + context.getUniqueId(),
                        unused -> ownsEmulator()
                                ? emulator().server().journal()
                                : emulator().server().mark(),
                        JournalView.class));
    }

    /** Begins a test: what a shared emulator received before is not of it. */
    void begin() {
        if (!ownsEmulator()) {
            calls();
        }
    }

    /**
     * Ends a test or class.
     *
     * @param failure with which it ends, null for none
     * @throws AssertionError if it has none, but calls came that nobody expects
     */
    void end(@Nullable Throwable failure) {
        TestEmulator emulator = startedEmulator();
        if (emulator == null || failure instanceof TestAbortedException) {
            return;
        }
        if (failure == null) {
            emulator.check();
            return;
        }
        failure.addSuppressed(new ReceivedCalls(calls()));
        try {
            emulator.check();
        } catch (AssertionError unexpected) {
            failure.addSuppressed(unexpected);
        }
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(MockAuthServerExtension.NAMESPACE);
    }
}
