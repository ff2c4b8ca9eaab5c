package dev.quarry.security.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The address on which the server listens. */
@ApplicationScoped
public class ListenAddress {

    private final Optional<String> address;

    /** @param address that of the launcher, or of the server's configuration; determined from each request when absent */
    @Inject
    public ListenAddress(@ConfigProperty(name = "quarry.address") Optional<String> address) {
        this.address = address;
    }

    /**
     * Whether only this machine reaches the server.
     *
     * @param local the address at which a request arrived
     */
    public boolean isLoopback(String local) {
        try {
            return InetAddress.getByName(address.orElse(local)).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
