/**
 * Values that must not be seen, and the means to take them out of any text.
 *
 * <p>Start with {@link dev.tokentrail.core.secret.Secret}: passwords, client secrets and tokens are of this type, print as {@code
 * ***}, and come out by {@link dev.tokentrail.core.secret.Secret#reveal()} alone.
 *
 * <ul>
 * <li>{@link dev.tokentrail.core.secret.Redactor} takes secrets out of a text, by their value in every spelling and by name.
 * <li>{@link dev.tokentrail.core.secret.SensitiveNames} are the names whose values are secret wherever they stand.
 * </ul>
 */
@NullMarked
package dev.tokentrail.core.secret;

import org.jspecify.annotations.NullMarked;
