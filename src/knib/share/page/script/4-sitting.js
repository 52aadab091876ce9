// ---- What is done one after the other ----

/* The turns that were heard to their end and have no mark yet, each with the day on which it was started. */
const heard = new Map();

/* The turns that were heard to their end since the first of them came round again. */
const sitting = new Set();
let begun = "";

/* The sessions of a day as turns: which session, of which group of those done equally often, and its order there. */
function turnsOn(iso) {
  const groups = groupsOn(iso);
  const turns = groups.flatMap(({ sessions }, group) =>
    sessions.map((session, part) => ({ session, group, part, key: `${group}.${part}` })),
  );
  return groups.length > 1 ? turns.sort((one, other) => one.session - other.session) : turns;
}

/* What a mark has that is not full yet; nothing where each is full or empty. */
function halfOn(iso, group) {
  const all = groupsOn(iso)[group].sessions.length;
  return marksOf(iso, group).find((mark) => mark.length && mark.length < all);
}

/* The first session that comes now. What is begun is done whole; another group begins where a day still lacks it. */
function nextOn(iso) {
  return turnsOn(iso).find(({ group, part, key }) => {
    if (sitting.has(key)) return false;
    const half = halfOn(iso, group);
    if (half) return !half.includes(part);
    if ([...sitting].some((each) => each.startsWith(`${group}.`))) return true;
    const { daily, times } = groupsOn(iso)[group];
    return daily && marksOf(iso, group).filter((mark) => mark.length).length < times;
  });
}

/* Which turn the session is that has just ended; the first one again where all with it are done. */
function turnOf(iso) {
  const turns = turnsOn(iso).filter(({ session }) => session === place);
  const open = turns.find(({ group, part, key }) => !sitting.has(key) && !halfOn(iso, group)?.includes(part));
  if (open || !turns.length) return open;
  for (const key of [...sitting]) if (key.startsWith(`${turns[0].group}.`)) sitting.delete(key);
  return turns[0];
}

function offerTick() {
  const iso = begun || dayBefore(0).iso;
  const turn = turnOf(iso);
  if (turn) {
    sitting.add(turn.key);
    heard.set(turn.key, iso);
  }
  find("finished").hidden = !heard.size;
  find("tick").hidden = !heard.size;
  find("ticked").textContent = "";
  offerNext(turn && nextOn(iso), iso);
}

/* The next session is named as soon as one has ended, and the same button starts it. */
function offerNext(next, iso) {
  find("onward").hidden = !next;
  if (!next) return;
  find("onward").lastElementChild.textContent = data.sessions[next.session].title;
  find("onward").onclick = () => startNext(next.session, iso);
}

/* It belongs to the same time, and so to the day, of the session before it. */
async function startNext(session, iso) {
  if (session === place) seek(0);
  hold(session);
  find("play").focus({ preventScroll: true });
  await play();
  begun = iso;
}

function tickNow() {
  const texts = [...heard].map(([key, iso]) => tick(...key.split(".").map(Number), iso));
  heard.clear();
  showDiary();
  find("tick").hidden = true;
  find("ticked").textContent = texts.at(-1);
}

/* A session belongs to the first mark of its day that does not have it yet. */
function tick(group, part, iso) {
  const marks = marksOf(iso, group);
  const lacking = marks.findIndex((mark) => !mark.includes(part));
  const number = lacking < 0 ? marks.length : lacking;
  const done = [...(marks[number] ?? []), part].sort();
  writeMark(iso, group, number, done);
  const all = groupsOn(iso)[group].sessions.length;
  return done.length < all ? fill(say.partly, done.length, all) : say.ticked;
}
