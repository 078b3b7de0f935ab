/**
 * Requests as cURL commands that run.
 *
 * <p>Start with {@link dev.tokentrail.core.curl.CurlCommand#of}: printed as it is, every secret is masked;
 * {@link dev.tokentrail.core.curl.CurlCommand#withVariables} puts variables in their place, so that the command runs once they are set.
 * Run by the real curl, it sends what the library sends, to the byte.
 *
 * <ul>
 * <li>{@link dev.tokentrail.core.curl.CurlDialect} is the shell that it is written for: POSIX shells and fish, bash, PowerShell, cmd.exe,
 *     or a file for {@code curl --config}.
 * <li>{@link dev.tokentrail.core.curl.CurlDialectException} is what comes where a shell cannot carry the request exactly.
 * </ul>
 */
@NullMarked
package dev.tokentrail.core.curl;

import org.jspecify.annotations.NullMarked;
