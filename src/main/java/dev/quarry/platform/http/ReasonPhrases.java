package dev.quarry.platform.http;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Teaches Payara the reason phrases of RFC 9110 and RFC 6585 that it lacks. Its Grizzly writes the status line from a
 * table of its own, {@code 422 CUSTOM} for what is not in it, and the servlet API offers no other way. Servers without
 * that table have the phrases.
 */
@WebListener
public class ReasonPhrases implements ServletContextListener {

    private static final Logger LOG = Logger.getLogger(ReasonPhrases.class.getName());

    private static final Map<Integer, String> PHRASES = Map.of(
            413, "Content Too Large",
            421, "Misdirected Request",
            422, "Unprocessable Content",
            425, "Too Early",
            426, "Upgrade Required",
            428, "Precondition Required",
            429, "Too Many Requests",
            431, "Request Header Fields Too Large",
            451, "Unavailable For Legal Reasons");

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            Method register = Class.forName(
                            "org.glassfish.grizzly.http.util.HttpStatus",
                            true,
                            event.getServletContext().getClass().getClassLoader())
                    .getDeclaredMethod("register", int.class, String.class);
            register.setAccessible(true);
            for (Map.Entry<Integer, String> phrase : PHRASES.entrySet()) {
                register.invoke(null, phrase.getKey(), phrase.getValue());
            }
        } catch (ClassNotFoundException e) {
            LOG.log(Level.FINE, "This server has no table of Grizzly's");
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.FINE, "The server's reason phrases stay as they are", e);
        }
    }
}
