package dev.tokentrail.demo.flow;

import java.util.List;
import java.util.Optional;

/** One of the five services, with the flows that can be walked there. It holds no state of a visitor. */
public interface DemoService {

    /** The name in addresses: {@code x3}, {@code sonetel}, {@code xbooker}, {@code goto} or {@code wso2}. */
    String id();

    /** The name for people. */
    String title();

    /** What the service is, in one sentence for someone who never heard of it. */
    String summary();

    /** What one needs from the service before the first call, in one sentence. */
    String needs();

    /** The flows, the one for a newcomer first. */
    List<Flow> flows();

    /**
     * Finds a flow.
     *
     * @param id its name in addresses
     * @return the flow, empty if there is none of that name
     */
    default Optional<Flow> flow(String id) {
        return flows().stream().filter(flow -> flow.id().equals(id)).findFirst();
    }
}
