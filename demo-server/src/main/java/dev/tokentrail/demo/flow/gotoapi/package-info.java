/** GoTo: authorization code, personal access token, the legacy password login, and what GoTo publishes. */
@NullMarked
package dev.tokentrail.demo.flow.gotoapi;

import org.jspecify.annotations.NullMarked;
