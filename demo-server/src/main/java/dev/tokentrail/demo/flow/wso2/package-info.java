/** WSO2 API Manager: every grant of its token endpoint, and the API behind its gateway. */
@NullMarked
package dev.tokentrail.demo.flow.wso2;

import org.jspecify.annotations.NullMarked;
