package dev.tokentrail.demo.settings;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.provider.gotoapi.GoToConfig;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.provider.wso2.Wso2Config;
import dev.tokentrail.provider.x3.X3Config;
import dev.tokentrail.provider.xbooker.XBookerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which services are real, and how they are reached. Immutable; it never prints a value. */
public final class Settings {

    private final VariableValues values;
    private final List<ServiceSettings> services;
    private final Optional<Path> file;
    private final List<String> unknownNames;
    private final boolean emulator;

    private Settings(VariableValues values, Optional<Path> file, List<String> unknownNames, boolean emulator) {
        this.values = values;
        this.services = Stream.of(ServiceName.values()).map(values::of).toList();
        this.file = file;
        this.unknownNames = unknownNames;
        this.emulator = emulator;
    }

    /** No service is real. */
    public static Settings none() {
        return read(Map.of(), Optional.empty());
    }

    /**
     * Reads the settings.
     *
     * @param environment the environment of the process, which goes before the file
     * @param file a {@code .env} file
     * @return the settings; what is missing is no error, see {@link #incomplete}
     * @throws SettingsException if the file cannot be read, one of its lines is broken, or a value cannot be used
     */
    public static Settings read(Map<String, String> environment, Optional<Path> file) {
        Map<String, EnvironmentFile.Entry> entries =
                file.map(EnvironmentFile::read).orElse(Map.of());
        return new Settings(
                VariableValues.checked(
                        environment, entries, file.map(Path::toString).orElse("")),
                file,
                unknown(entries),
                true);
    }

    /** The same without an emulator: what is not real cannot be walked. */
    public Settings withoutEmulator() {
        return new Settings(values, file, unknownNames, false);
    }

    /** Whether the emulator stands for what is not real. */
    public boolean hasEmulator() {
        return emulator;
    }

    /**
     * Tells whether a service can be walked: it is real or emulated.
     *
     * @param id its name in addresses
     */
    public boolean offers(String id) {
        return emulator || isReal(ServiceName.of(id));
    }

    /** The services in the order of the home page, with what is set. */
    public List<ServiceSettings> services() {
        return services;
    }

    /**
     * One service, with what is set.
     *
     * @param service which
     */
    public ServiceSettings service(ServiceName service) {
        return services.stream()
                .filter(settings -> settings.service() == service)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Tells whether calls go to the service itself.
     *
     * @param service which
     */
    public boolean isReal(ServiceName service) {
        return service(service).state() == ServiceSettings.State.REAL;
    }

    /**
     * To where a sign-in can lead a browser, as a Content-Security-Policy says it. Real services send it on to servers of
     * theirs that no setting names, WSO2's gateway to another port and GoTo to another host, so it is any https address.
     */
    public List<String> signInSources() {
        return Stream.of(Variable.X3_ROOT, Variable.GOTO_ADDRESS, Variable.WSO2_ADDRESS)
                .filter(variable -> isReal(variable.service()))
                .map(variable -> values.text(variable).orElse(GoToConfig.ADDRESS))
                .map(address -> WireRequest.get(address).build().origin())
                .map(origin -> origin.startsWith("https://") ? "https:" : origin)
                .distinct()
                .toList();
    }

    /** Whether calls go to any service itself. */
    public boolean isAnyReal() {
        return Stream.of(ServiceName.values()).anyMatch(this::isReal);
    }

    /** The file that was read. */
    public Optional<Path> file() {
        return file;
    }

    /** Names in the file that begin like those of a service and mean nothing, in alphabetical order. */
    public List<String> unknownNames() {
        return unknownNames;
    }

    /** One sentence with every name that is missing from a service of which something is set; empty if nothing is. */
    public Optional<String> incomplete() {
        String lacking = services.stream()
                .filter(settings -> settings.state() == ServiceSettings.State.INCOMPLETE)
                .map(settings -> settings.service().title() + " lacks " + listed(settings.missing()))
                .collect(Collectors.joining("; "));
        return lacking.isEmpty() ? Optional.empty() : Optional.of(lacking + ".");
    }

    /**
     * Sage X3.
     *
     * @param redirectUri where the browser comes back to if the settings do not say
     * @throws IllegalStateException if it is not real, as below
     */
    public X3Config x3(String redirectUri) {
        require(ServiceName.X3);
        X3Config config = X3Config.of(
                text(Variable.X3_ROOT),
                text(Variable.X3_CLIENT_ID),
                secret(Variable.X3_CLIENT_SECRET),
                values.text(Variable.X3_REDIRECT_URI).orElse(redirectUri));
        for (String root : words(Variable.X3_OTHER_ROOTS)) {
            config = config.withOtherRoot(root);
        }
        return config;
    }

    /** Sonetel. */
    public SonetelConfig sonetel() {
        require(ServiceName.SONETEL);
        return SonetelConfig.of(text(Variable.SONETEL_USERNAME), secret(Variable.SONETEL_PASSWORD))
                .withTokenEndpoint(values.text(Variable.SONETEL_TOKEN_ENDPOINT).orElse(SonetelConfig.TOKEN_ENDPOINT))
                .withApiAddress(values.text(Variable.SONETEL_API_ADDRESS).orElse(SonetelConfig.API_ADDRESS));
    }

    /** X Booker. */
    public XBookerConfig xBooker() {
        require(ServiceName.XBOOKER);
        return new XBookerConfig(
                text(Variable.XBOOKER_ORGANIZATION_ID),
                text(Variable.XBOOKER_CLIENT_ID),
                secret(Variable.XBOOKER_CLIENT_SECRET),
                values.text(Variable.XBOOKER_AUTH_ADDRESS).orElse(XBookerConfig.AUTH_ADDRESS),
                values.text(Variable.XBOOKER_API_ADDRESS).orElse(XBookerConfig.API_ADDRESS));
    }

    /**
     * GoTo.
     *
     * @param redirectUri where the browser comes back to if the settings do not say
     */
    public GoToConfig goTo(String redirectUri) {
        require(ServiceName.GOTO);
        return new GoToConfig(
                ClientAuthentication.basic(text(Variable.GOTO_CLIENT_ID), secret(Variable.GOTO_CLIENT_SECRET)),
                values.text(Variable.GOTO_REDIRECT_URI).orElse(redirectUri),
                words(Variable.GOTO_SCOPES),
                values.text(Variable.GOTO_ADDRESS).orElse(GoToConfig.ADDRESS),
                values.text(Variable.GOTO_ISSUER).orElse(GoToConfig.ADDRESS),
                values.text(Variable.GOTO_API_ADDRESS).orElse(GoToConfig.API));
    }

    /**
     * WSO2 API Manager.
     *
     * @param redirectUri where the browser comes back to if the settings do not say
     */
    public Wso2Config wso2(String redirectUri) {
        require(ServiceName.WSO2);
        boolean atGateway = values.text(Variable.WSO2_PATHS).orElse("").equals("gateway");
        String address = text(Variable.WSO2_ADDRESS);
        return new Wso2Config(
                ClientAuthentication.basicRaw(text(Variable.WSO2_CLIENT_ID), secret(Variable.WSO2_CLIENT_SECRET)),
                atGateway ? Wso2Config.Paths.GATEWAY : Wso2Config.Paths.OAUTH2,
                address,
                values.text(Variable.WSO2_GATEWAY).orElse(atGateway ? address : null),
                values.text(Variable.WSO2_REDIRECT_URI).orElse(redirectUri),
                values.text(Variable.WSO2_TENANT).orElse(null),
                words(Variable.WSO2_SCOPES),
                RefreshRotation.STRICT);
    }

    private void require(ServiceName service) {
        if (!isReal(service)) {
            throw new IllegalStateException(service.title() + " is not configured; the emulator stands for it.");
        }
    }

    private String text(Variable variable) {
        return values.text(variable).orElseThrow();
    }

    private Secret secret(Variable variable) {
        return values.secret(variable).orElseThrow();
    }

    private List<String> words(Variable variable) {
        return VariableValues.words(values.text(variable).orElse(""));
    }

    private static List<String> unknown(Map<String, EnvironmentFile.Entry> entries) {
        List<String> known = Stream.of(Variable.values()).map(Enum::name).toList();
        return entries.keySet().stream()
                .filter(name -> !known.contains(name))
                .filter(name -> Stream.of(ServiceName.values()).anyMatch(service -> name.startsWith(service + "_")))
                .sorted()
                .toList();
    }

    private static String listed(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** The state of each service; no value. */
    @Override
    public String toString() {
        return services.stream()
                .map(settings -> settings.service().id() + "=" + settings.state())
                .collect(Collectors.joining(", ", "Settings[", "]"));
    }
}
