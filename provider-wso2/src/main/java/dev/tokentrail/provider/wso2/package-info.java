/**
 * WSO2 API Manager 1.x to 4.x: every grant of its token endpoint, and the errors whose words changed with the versions.
 *
 * <p>Start with {@link dev.tokentrail.provider.wso2.Wso2}, which takes {@link dev.tokentrail.provider.wso2.Wso2Config}. Which of the two ways to make one fits
 * depends on the version: {@link dev.tokentrail.provider.wso2.Wso2Config#atGateway} up to 3.2,
 * {@link dev.tokentrail.provider.wso2.Wso2Config#atServer} from 4.0 on. For a token that stays valid, give it to
 * {@link dev.tokentrail.core.source.TokenSource#of}.
 */
@NullMarked
package dev.tokentrail.provider.wso2;

import org.jspecify.annotations.NullMarked;
