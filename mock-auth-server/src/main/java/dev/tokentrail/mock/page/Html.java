package dev.tokentrail.mock.page;

import java.util.Collection;
import java.util.stream.Collectors;

/** Markup in which every value is escaped: what a stranger sent is shown, and never becomes markup. */
public final class Html {

    /** Nothing. */
    public static final Html NONE = new Html("");

    private static final String PLACE = "{}";

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /**
     * Puts values into markup.
     *
     * @param template markup that the program itself wrote; each {@code {}} is the place of one value, as content or
     *     within a double-quoted attribute
     * @param values {@link Html} goes in as it is, anything else as escaped text
     * @throws IllegalArgumentException if there are more places than values, or fewer
     */
    public static Html of(String template, Object... values) {
        StringBuilder markup = new StringBuilder();
        int start = 0;
        for (Object value : values) {
            int place = template.indexOf(PLACE, start);
            if (place < 0) {
                throw new IllegalArgumentException("The markup has no place for " + values.length + " values");
            }
            markup.append(template, start, place);
            markup.append(value instanceof Html html ? html.markup : escape(String.valueOf(value)));
            start = place + PLACE.length();
        }
        if (template.indexOf(PLACE, start) >= 0) {
            throw new IllegalArgumentException("The markup has a place for more than " + values.length + " values");
        }
        return new Html(markup.append(template, start, template.length()).toString());
    }

    /** One after another. */
    public static Html join(Collection<Html> parts) {
        return new Html(parts.stream().map(part -> part.markup).collect(Collectors.joining()));
    }

    /**
     * Text of which a person sees every character: one that is invisible, or that turns the direction of its
     * neighbours, is written out as a backslash, {@code u} and its number in braces.
     */
    public static String visible(String text) {
        if (text.codePoints().noneMatch(Html::unseen)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .forEach(point -> shown.append(
                        unseen(point) ? "\\u{" + Integer.toHexString(point) + "}" : Character.toString(point)));
        return shown.toString();
    }

    private static boolean unseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static String escape(String text) {
        return visible(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** The markup. */
    @Override
    public String toString() {
        return markup;
    }
}
