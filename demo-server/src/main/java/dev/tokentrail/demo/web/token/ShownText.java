package dev.tokentrail.demo.web.token;

/** Text from a stranger, made fit for a page: bounded, and with every character visible that could steer a reader or a terminal. */
final class ShownText {

    private ShownText() {}

    /**
     * Makes a text fit for a page. Escaping for HTML is the template's.
     *
     * @param text any text
     * @param longest the most characters of it that are looked at
     * @return the text; control characters, direction marks and the like are written as {@code \}{@code u202E}
     */
    static String of(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder shown = new StringBuilder();
        text.substring(0, end).codePoints().forEach(point -> {
            if (isInvisible(point)) {
                new String(Character.toChars(point))
                        .chars()
                        .forEach(unit -> shown.append(String.format("\\u%04X", unit)));
            } else {
                shown.appendCodePoint(point);
            }
        });
        int left = text.length() - end;
        return left == 0 ? shown.toString() : shown + "… (" + left + " more characters)";
    }

    private static boolean isInvisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
