package dev.tokentrail.core.curl;

/** Which characters may stand in a text that people see and paste. */
final class Printable {

    private Printable() {}

    /** True if every character shows as what it is. */
    static boolean isPrintable(String text) {
        return isPrintable(text, false);
    }

    /** As {@link #isPrintable(String)}, but a line feed is let through: quotes hold it in every shell. */
    static boolean isPrintableInLines(String text) {
        return isPrintable(text, true);
    }

    private static boolean isPrintable(String text, boolean inLines) {
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (!isPrintable(c) && !(inLines && c == '\n')) {
                return false;
            }
        }
        return true;
    }

    static boolean isPrintableAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    static boolean isPrintable(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= ' ' && codePoint <= '~';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> !isInvisible(codePoint);
        };
    }

    /** Letters, marks and symbols that show nothing (Unicode's default ignorables, and the empty Braille pattern). */
    private static boolean isInvisible(int c) {
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
                || (c >= 0xFFF0 && c <= 0xFFFC)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}
