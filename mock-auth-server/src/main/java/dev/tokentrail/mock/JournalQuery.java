package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Parameters;
import java.util.Optional;

/** Which part of the journal a caller over HTTP asks for. */
final class JournalQuery {

    private JournalQuery() {}

    /**
     * The part that a query asks for.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    static JournalView view(Journal journal, Parameters query) {
        try {
            return view(
                    journal,
                    query.value("service"),
                    query.value("client"),
                    query.value("grant"),
                    query.value("since").map(Long::parseLong));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("since is the number of a request, as GET /_mock/mark tells it");
        }
    }

    /**
     * A part of the journal.
     *
     * @param since number of the last request before, empty for everything
     */
    static JournalView view(
            Journal journal,
            Optional<String> service,
            Optional<String> client,
            Optional<String> grant,
            Optional<Long> since) {
        JournalView view = JournalView.all(journal);
        view = since.isPresent() ? view.since(since.get()) : view;
        view = service.isPresent() ? view.service(service.get()) : view;
        view = client.isPresent() ? view.client(client.get()) : view;
        return grant.isPresent() ? view.where(recorded -> recorded.grant().equals(grant)) : view;
    }
}
