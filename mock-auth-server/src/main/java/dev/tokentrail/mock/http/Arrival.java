package dev.tokentrail.mock.http;

/** One request between its arrival and the end of its answer; exactly one of its methods is called first. */
public interface Arrival {

    /**
     * Answers a request that is here as a whole.
     *
     * @param request the head that arrived, now with its body
     */
    Answer answer(Request request);

    /**
     * Takes note that this server refuses the request, which nobody else sees: it is malformed or too long.
     *
     * @param answer what the server says
     * @return what to send
     */
    Answer refused(Answer answer);

    /** Takes note that the exchange is over; changes nothing if an answer has left. */
    void ended();
}
