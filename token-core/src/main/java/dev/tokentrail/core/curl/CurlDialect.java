package dev.tokentrail.core.curl;

/** The languages in which a cURL command can be written. */
public enum CurlDialect {

    /** One text that means the same in dash, bash, zsh, ksh, busybox sh and fish (3.4 or later). */
    SH("sh: the same in dash, bash, zsh, ksh, busybox and fish"),

    /** As {@link #SH}, but characters that do not print are written as {@code $'\ooo'}, which bash, zsh and ksh read. */
    BASH("bash"),

    /** PowerShell 7.3 or later, on any system; {@code curl.exe} is called by that name. */
    POWERSHELL("PowerShell 7.3 or later"),

    /** Windows PowerShell 5.1, which passes arguments in an older way. */
    WINDOWS_POWERSHELL("Windows PowerShell 5.1"),

    /** The command prompt of Windows, pasted or typed; not for a {@code .bat} file, where {@code %} differs. */
    CMD("cmd.exe, pasted"),

    /** A file for {@code curl --config}: no shell at all, the same on every system. */
    CONFIG_FILE("curl configuration file, for curl --config");

    private final String title;

    CurlDialect(String title) {
        this.title = title;
    }

    /**
     * Names the dialect for people.
     *
     * @return for example {@code PowerShell 7.3 or later}
     */
    public String title() {
        return title;
    }
}
