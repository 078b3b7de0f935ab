package dev.tokentrail.demo.web.trail;

import dev.tokentrail.core.curl.CurlDialect;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a person wants to see a cURL command.
 *
 * @param language for which shell
 * @param oneLine on one line, not one option a line
 * @param secrets what stands in the place of secrets
 */
public record CurlChoice(Language language, boolean oneLine, Secrets secrets) {

    /** What a newcomer sees: for sh, in lines, masked. */
    public static final CurlChoice DEFAULT = new CurlChoice(Language.SH, false, Secrets.MASKED);

    /** The shells to choose from. */
    public enum Language {
        /** sh and its family. */
        SH("sh", CurlDialect.SH),
        /** PowerShell 7.3 or later. */
        POWERSHELL("PowerShell", CurlDialect.POWERSHELL),
        /** Windows PowerShell. */
        POWERSHELL_5("PowerShell 5.1", CurlDialect.WINDOWS_POWERSHELL),
        /** The command prompt of Windows. */
        CMD("cmd", CurlDialect.CMD),
        /** A file for {@code curl --config}. */
        CONFIG("curl --config", CurlDialect.CONFIG_FILE);

        private final String title;
        private final CurlDialect dialect;

        Language(String title, CurlDialect dialect) {
            this.title = title;
            this.dialect = dialect;
        }

        /** The name for people. */
        public String title() {
            return title;
        }

        CurlDialect dialect() {
            return dialect;
        }

        /** The name in addresses. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What stands in the place of secrets. */
    public enum Secrets {
        /** Three asterisks. */
        MASKED("masked"),
        /** Variables of the shell. */
        VARIABLES("variables"),
        /** The secrets themselves. */
        REVEALED("revealed");

        private final String title;

        Secrets(String title) {
            this.title = title;
        }

        /** The name for people. */
        public String title() {
            return title;
        }

        /** The name in addresses. */
        public String id() {
            return title;
        }
    }

    /** Reads a choice from an address; what is missing or unknown is as in {@link #DEFAULT}. */
    static CurlChoice of(Optional<String> shell, Optional<String> lines, Optional<String> secrets) {
        return new CurlChoice(
                Arrays.stream(Language.values())
                        .filter(language -> shell.filter(language.id()::equals).isPresent())
                        .findFirst()
                        .orElse(DEFAULT.language),
                lines.filter("one"::equals).isPresent(),
                Arrays.stream(Secrets.values())
                        .filter(choice -> secrets.filter(choice.id()::equals).isPresent())
                        .findFirst()
                        .orElse(DEFAULT.secrets));
    }

    /** The same for another shell. */
    public CurlChoice in(Language other) {
        return new CurlChoice(other, oneLine, secrets);
    }

    /** The same on one line or in lines. */
    public CurlChoice onOneLine(boolean one) {
        return new CurlChoice(language, one, secrets);
    }

    /** The same with something else in the place of secrets. */
    public CurlChoice with(Secrets other) {
        return new CurlChoice(language, oneLine, other);
    }

    /** The choice as a query. */
    public String query() {
        return "?shell=" + language.id() + "&lines=" + (oneLine ? "one" : "many") + "&secrets=" + secrets.id();
    }
}
