/** Services, their flows and the steps of those: what pages, JSON API and tests all walk. */
@NullMarked
package dev.tokentrail.demo.flow;

import org.jspecify.annotations.NullMarked;
