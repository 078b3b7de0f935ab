package dev.tokentrail.demo.settings;

/** The settings cannot be used. The message is one sentence for whoever made them, without a value that may be secret. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsException(String sentence) {
        super(sentence);
    }
}
