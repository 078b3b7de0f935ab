/** WSO2 API Manager: many grants, the same token again, and texts that depend on the version. */
@NullMarked
package dev.tokentrail.mock.wso2;

import org.jspecify.annotations.NullMarked;
