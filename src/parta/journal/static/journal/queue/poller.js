/** Asks for others' changes every few seconds while the page is seen. */

const EVERY = 4000; // ms

/**
 * @param {object} what
 * @param {string} what.url
 * @param {string} what.since cursor of the snapshot
 * @param {(url: string) => Promise<Response>} what.get
 * @param {(news: any) => void} what.take
 * @param {() => void} what.signedOut
 */
export function poll({ url, since, get, take, signedOut }) {
  let cursor = since;
  let asking = false;

  async function ask() {
    if (document.hidden || asking) return;
    asking = true;
    try {
      const answer = await get(`${url}?since=${encodeURIComponent(cursor)}`);
      if (answer.status === 200) {
        const news = await answer.json();
        cursor = news.at;
        take(news);
      }
      if (answer.status === 401 || answer.type === "opaqueredirect") signedOut();
    } catch {
      // No network now: the next round asks from the same cursor.
    } finally {
      asking = false;
    }
  }

  document.addEventListener("visibilitychange", ask);
  const timer = setInterval(ask, EVERY);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", ask);
  };
}
