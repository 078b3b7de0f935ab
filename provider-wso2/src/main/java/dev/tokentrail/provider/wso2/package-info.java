/** WSO2 API Manager 1.x to 4.x: every grant of its token endpoint, and the errors whose words changed with the versions. */
@NullMarked
package dev.tokentrail.provider.wso2;

import org.jspecify.annotations.NullMarked;
