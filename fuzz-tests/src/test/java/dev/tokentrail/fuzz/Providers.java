package dev.tokentrail.fuzz;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.provider.gotoapi.GoTo;
import dev.tokentrail.provider.gotoapi.GoToConfig;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import dev.tokentrail.provider.x3.X3;
import dev.tokentrail.provider.x3.X3Config;
import dev.tokentrail.provider.xbooker.XBooker;
import dev.tokentrail.provider.xbooker.XBookerConfig;

/** The five providers in front of one transport. */
record Providers(X3 x3, Sonetel sonetel, XBooker xBooker, GoTo goTo, Wso2 wso2) {

    static final String REDIRECT_URI = "https://app.example/callback";
    static final String REGION = "https://eu.x3.example/gateway";
    static final String OTHER_REGION = "https://us.x3.example/gateway";

    static Providers of(Transport transport) {
        return new Providers(
                new X3(
                        X3Config.of(REGION, "client", Planted.CLIENT_SECRET, REDIRECT_URI)
                                .withOtherRoot(OTHER_REGION),
                        transport,
                        Replies.CLOCK),
                new Sonetel(SonetelConfig.of("user@example.com", Planted.PASSWORD), transport, Replies.CLOCK),
                new XBooker(XBookerConfig.of("7", "client", Planted.CLIENT_SECRET), transport, Replies.CLOCK),
                new GoTo(GoToConfig.of("client", Planted.CLIENT_SECRET, REDIRECT_URI), transport, Replies.CLOCK),
                new Wso2(
                        Wso2Config.atServer("https://wso2.example:9443", "client", Planted.CLIENT_SECRET)
                                .withGateway("https://gateway.example:8243")
                                .withRedirectUri(REDIRECT_URI),
                        transport,
                        Replies.CLOCK));
    }
}
