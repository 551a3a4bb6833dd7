// What the board knows: the newest of every trend and brand, kept up to date by server-sent events.

const listeners = new Set();
export const state = {
  trends: new Map(), brands: new Map(), kinds: [], health: {}, session: { csrf: "", can_answer: false, may_read: true },
  loaded: false, online: false,
};
let source = null;
let retry = 1_000;

export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(change) {
  for (const listener of listeners) listener(change);
}

export async function ask(path, options) {
  const answer = await fetch(path, { credentials: "same-origin", headers: { Accept: "application/json" }, ...options });
  if (!answer.ok) {
    const error = new Error((await answer.text()).trim() || `the board answers ${answer.status}`);
    error.status = answer.status;
    throw error;
  }
  return answer.json();
}

export async function session() {
  state.session = await ask("/api/session");
  tell({ session: true });
}

async function load() {
  const now = await ask("/api/now");
  state.trends = new Map([...now.trends, ...now.over].map((trend) => [trend.trend_id, trend]));
  state.brands = new Map(now.brands.map((brand) => [brand.brand, brand]));
  state.kinds = now.kinds;
  take(now);
  state.loaded = true;
  tell({ all: true });
}

function take({ caught_up, kafka_away, undelivered, waiting, read_at }) {
  state.health = { caught_up, kafka_away, undelivered, waiting, read_at };
}

// A browser opens six connections to one board at most, for all of its tabs together: those that nobody sees hold none.
export function rest() {
  source?.close();
  source = null;
}

// Listen first, then load: what changes in between comes twice rather than never.
export function follow() {
  source?.close();
  source = new EventSource("/api/live");
  source.addEventListener("hello", async () => {
    try {
      await load();
      state.online = true;
      retry = 1_000;
      tell({ health: true });
    } catch (error) {
      offline(error);
    }
  });
  source.addEventListener("changes", (event) => {
    if (!state.loaded) return;
    const { trends, brands, ...health } = JSON.parse(event.data);
    merge(state.trends, trends);
    merge(state.brands, brands);
    take(health);
    tell({ trends: Object.keys(trends), brands: Object.keys(brands), health: true });
  });
  source.addEventListener("reload", () => load().catch(offline));
  source.onerror = () => offline();
}

function offline(error) {
  if (error?.status === 401) {
    source?.close();
    state.session.may_read = false;
    tell({ session: true });
    return;
  }
  state.online = false;
  tell({ health: true });
  // The browser tries again by itself unless the connection was refused for good.
  if (source?.readyState === EventSource.CLOSED) {
    setTimeout(follow, retry);
    retry = Math.min(retry * 2, 30_000);
  }
}

function merge(map, changes) {
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) map.delete(key);
    else map.set(key, value);
  }
}

export async function signIn(token) {
  const { csrf } = await ask("/api/session", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token }),
  });
  state.session = { ...state.session, csrf, may_read: true };
  tell({ session: true });
  if (!state.loaded) follow();
}

export function sendAnswer(answer) {
  return ask("/api/answers", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": state.session.csrf },
    body: JSON.stringify(answer),
  });
}
