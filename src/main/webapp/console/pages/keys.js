/** Keys of the API: who has one and what it may do, a new one, and the end of one. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, post, remove } from "../api.js";
import { caller } from "../caller.js";
import { words } from "../format.js";
import { confirm } from "../components/confirm.js";
import { field } from "../components/form-fields.js";
import { ago } from "../components/job-row.js";
import { copyText } from "../components/json-view.js";
import { empty, panel, show } from "../components/states.js";
import { attempt } from "../components/toasts.js";

const ROLES = [
  ["read", "read: look at everything"],
  ["submit", "submit: also send jobs, upload prices, freeze winners"],
  ["operate", "operate: also cancel, pause, schedules, keys"],
];

class Keys extends Page {
  constructor() {
    super();
    this.form = { name: "", role: "submit" };
    this.errors = [];
    this.made = null;
    this.list = new Resource(this, (signal) => get("/keys", null, signal), { every: 30000 });
  }

  render() {
    return html`<header class="page-head">
        <div>
          <h1>Keys</h1>
          <p class="sub">Who may call the API, and what each may do. A secret is shown once, when it is made.</p>
        </div>
      </header>
      ${
        caller.known && !caller.known.security
          ? html`<div class="notice">
              <p>
                Security is off: nobody is asked for a key, and keys made now stay valid when it is turned on. Such keys
                are marked.
              </p>
            </div>`
          : nothing
      }
      ${this.made ? this.#secret(this.made) : nothing} ${panel("New key", this.#form())}
      ${panel(
        "Keys",
        show(this.list, ({ keys }) => this.#table(keys)),
        { flush: true },
      )}`;
  }

  #secret({ name, key }) {
    return html`<div class="notice good" role="status" data-secret>
      <h2>The key of ${name}</h2>
      <p><code class="secret">${key}</code></p>
      <p>It is not stored and never shown again: copy it now.</p>
      <p class="row tight">
        ${copyText(() => key)}<button
          @click=${() => {
            this.made = null;
            this.requestUpdate();
          }}
        >
          Done
        </button>
      </p>
    </div>`;
  }

  #form() {
    const error = (name) => this.errors.find((one) => one.field === name)?.reason;
    const other = this.errors.filter((one) => !["name", "role"].includes(one.field));
    return html`<form class="filters" @submit=${(event) => this.#make(event)}>
      ${field(
        "name",
        "Owner",
        html`<input
          id="f-name"
          .value=${this.form.name}
          placeholder="ann, notebook, ci"
          @input=${(event) => (this.form.name = event.target.value.trim())}
        />`,
        { error: error("name") },
      )}
      ${field(
        "role",
        "Role",
        html`<select id="f-role" @change=${(event) => (this.form.role = event.target.value)}>
          ${ROLES.map(
            ([role, text]) => html`<option value=${role} ?selected=${role === this.form.role}>${text}</option>`,
          )}
        </select>`,
        { error: error("role") },
      )}<button class="primary">Make a key</button>
      ${other.map((one) => html`<p class="bad small" role="alert">${one.reason}</p>`)}
    </form>`;
  }

  #table(keys) {
    if (!keys.length) return empty("No keys", "The first key is made here, or on the command line.");
    return html`<table class="cards">
      <thead>
        <tr>
          <th>Owner</th>
          <th>Role</th>
          <th>Id</th>
          <th>Made</th>
          <th>Last used</th>
          <th><span class="sr-only">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${keys.map(
          (one) =>
            html`<tr>
              <td>
                <b>${one.name}</b>${
                  one.made_while_off ? html` <span class="warn small">made while security was off</span>` : nothing
                }
              </td>
              <td>${words(one.role)}</td>
              <td><code>${one.id}</code></td>
              <td data-label="Made">${ago(one.created_at)}</td>
              <td data-label="Last used">${one.last_used_at ? ago(one.last_used_at) : "never"}</td>
              <td class="num">
                ${
                  one.revoked_at
                    ? html`<span class="muted">revoked ${ago(one.revoked_at)}</span>`
                    : html`<button class="danger" @click=${() => this.#revoke(one)} aria-label="Revoke ${one.name}">
                        Revoke
                      </button>`
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  async #make(event) {
    event.preventDefault();
    this.errors = [];
    try {
      this.made = await post("/keys", this.form);
      this.form = { ...this.form, name: "" };
      this.list.reload();
    } catch (failure) {
      this.errors = failure.errors?.length ? failure.errors : [{ field: "", reason: failure.message }];
    }
    this.requestUpdate();
  }

  async #revoke({ id, name }) {
    if (
      await confirm({
        title: `Revoke the key of ${name}?`,
        text: "Whoever has it is refused, on every node within ten seconds. This cannot be undone.",
        action: "Revoke",
        danger: true,
      })
    ) {
      await attempt(() => remove(`/keys/${encodeURIComponent(id)}`), `The key of ${name} is revoked`);
      this.list.reload();
    }
  }
}

customElements.define("q-keys", Keys);
