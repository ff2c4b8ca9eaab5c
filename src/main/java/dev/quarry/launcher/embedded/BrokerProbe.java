package dev.quarry.launcher.embedded;

import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;

/** Checks a broker by logging in as the resource adapter will: that one would only retry silently. */
public final class BrokerProbe {
    private static final int TIMEOUT_MILLIS = 5000;

    private BrokerProbe() {}

    /** Why no session can be opened there; empty when one can. */
    public static String obstacle(String host, int port, String user, String password) {
        TransportConfiguration there = new TransportConfiguration(
                NettyConnectorFactory.class.getName(),
                Map.of(
                        TransportConstants.HOST_PROP_NAME,
                        host,
                        TransportConstants.PORT_PROP_NAME,
                        port,
                        TransportConstants.NETTY_CONNECT_TIMEOUT,
                        TIMEOUT_MILLIS));
        try (ServerLocator locator = ActiveMQClient.createServerLocatorWithoutHA(there)
                        .setInitialConnectAttempts(1)
                        .setReconnectAttempts(0)
                        .setCallTimeout(TIMEOUT_MILLIS);
                ClientSessionFactory connection = locator.createSessionFactory();
                ClientSession session = connection.createSession(user, password, false, true, true, false, 1)) {
            return session.isClosed() ? "it closes the session at once" : "";
        } catch (ActiveMQException e) {
            return e.getType() == ActiveMQExceptionType.SECURITY_EXCEPTION
                    ? "it refuses the user " + user + " or the password"
                    : "what listens there does not answer as an Artemis broker does";
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }
}
