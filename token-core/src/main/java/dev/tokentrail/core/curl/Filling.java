package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.Segment.Literal;
import dev.tokentrail.core.curl.Segment.Slot;
import dev.tokentrail.core.curl.Word.Part;
import dev.tokentrail.core.secret.Secret;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is put where a secret stands. */
abstract class Filling {

    /** {@value Secret#MASK} in every place. */
    static final Filling MASKED = new Filling() {
        @Override
        Part part(Slot slot, boolean plain, Charset charset) {
            return new Word.Text(Secret.MASK);
        }
    };

    /** The secrets themselves. */
    static final Filling REVEALED = new Filling() {
        @Override
        Part part(Slot slot, boolean plain, Charset charset) {
            return new Word.Text(plain ? slot.plain() : slot.wire());
        }
    };

    abstract Part part(Slot slot, boolean plain, Charset charset);

    /** Whether the text can be run, other than {@link #MASKED}. */
    @SuppressWarnings("ReferenceEquality") // the fillings are the constants of this class
    final boolean runs() {
        return this != MASKED;
    }

    /** The text as it is sent. */
    final Word wire(Template template) {
        return fill(template, false, StandardCharsets.UTF_8);
    }

    final Word wire(Template template, Charset charset) {
        return fill(template, false, charset);
    }

    /** The text before curl encodes it. */
    final Word plain(Template template) {
        return fill(template, true, StandardCharsets.UTF_8);
    }

    private Word fill(Template template, boolean plain, Charset charset) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Segment segment : template.segments()) {
            Part part = segment instanceof Slot slot
                    ? part(slot, plain, charset)
                    : new Word.Text(((Literal) segment).text());
            if (part instanceof Word.Text more) {
                text.append(more.text());
            } else {
                flush(text, parts);
                parts.add(part);
            }
        }
        flush(text, parts);
        return new Word(List.copyOf(parts), charset);
    }

    private static void flush(StringBuilder text, List<Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new Word.Text(text.toString()));
            text.setLength(0);
        }
    }
}
