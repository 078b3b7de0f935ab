package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.Segment.Literal;
import dev.tokentrail.core.curl.Segment.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A part of a request with its secrets marked. */
record Template(List<Segment> segments) {

    static final Template EMPTY = new Template(List.of());

    static Template literal(String text) {
        return EMPTY.plus(text);
    }

    static Template slot(Slot slot) {
        return EMPTY.plus(slot);
    }

    Template plus(String text) {
        return text.isEmpty() ? this : plus(new Literal(text));
    }

    Template plus(Segment segment) {
        List<Segment> longer = new ArrayList<>(segments);
        longer.add(segment);
        return new Template(List.copyOf(longer));
    }

    Template plus(Template other) {
        List<Segment> longer = new ArrayList<>(segments);
        longer.addAll(other.segments);
        return new Template(List.copyOf(longer));
    }

    boolean hasSlots() {
        return segments.stream().anyMatch(Slot.class::isInstance);
    }

    /** The text as it is sent, secrets in clear. */
    String wire() {
        return segments.stream()
                .map(segment -> segment instanceof Slot slot ? slot.wire() : ((Literal) segment).text())
                .collect(Collectors.joining());
    }
}
