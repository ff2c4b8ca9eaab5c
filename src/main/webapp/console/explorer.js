/** The page /openapi/ui: Swagger UI over this server's own contract, with the key that this tab's console has. */
import { key } from "./key.js";

// Its style sheet goes by this class.
document.documentElement.classList.toggle("dark-mode", document.documentElement.dataset.theme === "dark");

const ui = window["SwaggerUIBundle"]({
  url: "/openapi",
  dom_id: "#explorer",
  filter: true,
  deepLinking: true,
  // Otherwise it asks a server of others whether the contract is valid.
  validatorUrl: null,
  onComplete: () => {
    if (key.value) ui.preauthorizeApiKey("key", key.value);
  },
});
