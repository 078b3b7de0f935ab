package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x20, 0x7E, 0xA1, 0xE9, 0x34E, 0x350, 0x115E, 0x1161, 0x17B3, 0x17B6, 0x180A, 0x1810, 0x27FF, 0x2801,
                0x3163, 0x3165, 0x65E5, 0xFE10, 0xFF9F, 0xFFA1, 0xFFFD, 0x1F600
            })
    void shows(int character) {
        assertThat(Printable.isPrintable(character)).isTrue();
        assertThat(Printable.isPrintable("a" + Character.toString(character))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x09, 0x0A, 0x1F, 0x7F, 0x80, 0x9F, 0xA0, 0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B,
                0x180D, 0x180E, 0x180F, 0x200B, 0x2028, 0x2029, 0x202E, 0x2800, 0x3000, 0x3164, 0xD800, 0xE000, 0xFE00,
                0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFC, 0xE0001, 0xE0100, 0xE01EF, 0x10FFFF
            })
    void doesNotShow(int character) {
        assertThat(Printable.isPrintable(character)).isFalse();
        assertThat(Printable.isPrintable("a" + Character.toString(character))).isFalse();
    }

    @Test
    void aLineFeedShowsAmongLinesAlone() {
        assertThat(Printable.isPrintableInLines("a\n\u00e9")).isTrue();
        assertThat(Printable.isPrintableInLines("a\n\r")).isFalse();
        assertThat(Printable.isPrintable("a\n")).isFalse();
    }

    @Test
    void asciiEndsWithTheTilde() {
        assertThat(Printable.isPrintableAscii(" ~")).isTrue();
        assertThat(Printable.isPrintableAscii("\u001f")).isFalse();
        assertThat(Printable.isPrintableAscii("\u007f")).isFalse();
        assertThat(Printable.isPrintableAscii("\u00e9")).isFalse();
        assertThat(Printable.isPrintableAscii("\n")).isFalse();
    }
}
