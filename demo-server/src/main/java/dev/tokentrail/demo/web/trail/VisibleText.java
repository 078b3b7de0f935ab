package dev.tokentrail.demo.web.trail;

import java.util.Locale;

/**
 * Text from elsewhere as a person can read it: every character shows as what it is, so that nothing moves a cursor, turns
 * the direction of what follows or hides. Markup stays as it is; templates escape it.
 */
public final class VisibleText {

    /** The most characters that are shown: 20,000. */
    public static final int LONGEST = 20_000;

    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE = 0x7F;
    private static final int DELETE_PICTURE = 0x2421;

    private VisibleText() {}

    /**
     * Makes a text visible; line feeds and tabs stay.
     *
     * @param text any text
     * @return the text, control characters as their pictures, what shows nothing by its number, as in {@code ⟨U+202E⟩}
     */
    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(character -> append(visible, character));
        return visible.toString();
    }

    /**
     * Makes a text visible and cuts it after {@value #LONGEST} characters, with a sentence that says so.
     *
     * @param text any text
     * @return the text or its beginning
     */
    public static String cut(String text) {
        if (text.length() <= LONGEST) {
            return of(text);
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return of(text.substring(0, end)) + "\n… cut here: " + grouped(text.length() - end) + " of "
                + grouped(text.length()) + " characters are not shown.";
    }

    /**
     * Makes a text visible on one line.
     *
     * @param text any text
     * @return the text, line feeds and tabs as pictures too
     */
    public static String line(String text) {
        return of(text).replace('\n', '␊').replace('\t', '␉');
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void append(StringBuilder visible, int character) {
        if (character == '\n' || character == '\t' || (character >= ' ' && character < DELETE)) {
            visible.append((char) character);
        } else if (character < ' ') {
            visible.append((char) (CONTROL_PICTURES + character));
        } else if (character == DELETE) {
            visible.append((char) DELETE_PICTURE);
        } else if (shows(character)) {
            visible.appendCodePoint(character);
        } else {
            String number = Integer.toHexString(character).toUpperCase(Locale.ROOT);
            visible.append("⟨U+")
                    .append("0".repeat(Math.max(0, 4 - number.length())))
                    .append(number)
                    .append('⟩');
        }
    }

    private static boolean shows(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> !isBlankLetter(character);
        };
    }

    /** Letters, marks and symbols that show nothing: Unicode's default ignorables and the empty Braille pattern. */
    private static boolean isBlankLetter(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || (c >= 0x180B && c <= 0x180F)
                || c == 0x2800
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFFA0
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}
