package dev.tokentrail.conformance.containers;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** The container engine of this machine, and the images that were built for it. */
final class Docker {

    private Docker() {}

    /**
     * An image, as the build made it.
     *
     * @param name name without a tag
     * @return the image; the test is skipped where there is no engine or no such image, and fails if images are required
     */
    static DockerImageName image(String name) {
        String image = name + ":" + System.getenv().getOrDefault("IMAGE_TAG", "latest");
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return none("No container engine answers here, so no container of " + image + " was started.");
        }
        boolean built = DockerClientFactory.instance().client().listImagesCmd().exec().stream()
                .flatMap(found -> Stream.ofNullable(found.getRepoTags()).flatMap(Stream::of))
                .anyMatch(image::equals);
        return built
                ? DockerImageName.parse(image)
                : none("There is no image " + image + "; .ci/containers build makes it.");
    }

    private static DockerImageName none(String why) {
        if (Boolean.parseBoolean(System.getenv("IMAGES_REQUIRED"))) {
            throw new AssertionError(why);
        }
        return abort(why);
    }
}
