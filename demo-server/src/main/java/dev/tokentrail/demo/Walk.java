package dev.tokentrail.demo;

import dev.tokentrail.core.http.Transport;

/** One service of the tour: its flows in the order in which a newcomer meets them. */
interface Walk {

    /** The service's name, as a heading. */
    String title();

    /**
     * Walks the flows.
     *
     * @param baseUrl where the service is mounted, for example {@code http://127.0.0.1:9090/goto}
     * @param transport what every call must go over, so that it is shown
     * @param steps what each step is announced to
     */
    void walk(String baseUrl, Transport transport, Steps steps);
}
