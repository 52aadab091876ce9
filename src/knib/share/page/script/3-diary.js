// ---- The diary ----

/* Kept in this browser alone. Where nothing may be kept (some mail programs), it lives as long as the page is open. */
const diary = { days: {}, week: 0, kept: true };

function recall() {
  try {
    const found = JSON.parse(localStorage.getItem(data.key) ?? "{}");
    if (found && typeof found.days === "object") diary.days = found.days ?? {};
    if (Number.isInteger(found?.week)) diary.week = Math.max(0, found.week);
  } catch (error) {
    diary.kept = error instanceof SyntaxError; // what cannot be read is written anew
  }
}

function keep() {
  try {
    if (Object.keys(diary.days).length || diary.week) {
      localStorage.setItem(data.key, JSON.stringify({ days: diary.days, week: diary.week }));
    } else localStorage.removeItem(data.key);
  } catch {
    diary.kept = false;
  }
  find("stays").textContent = diary.kept ? say.stays : say.forgets;
}

/* The day `back` days ago, by this telephone's own calendar. */
function dayBefore(back) {
  const now = new Date();
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - back, 12);
  const two = (number) => String(number).padStart(2, "0");
  const iso = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  return { iso, weekday: (day.getDay() + 6) % 7, date: day.getDate() };
}

/* The marks of a day. Each has the sessions that are done of that time, by their order in the day; all make it full. */
function marksOf(iso) {
  const all = [...dueOn(iso).keys()];
  const kept = diary.days[iso];
  const read = (mark) => (Array.isArray(mark) ? all.filter((part) => mark.includes(part)) : mark ? all : []);
  return Array.isArray(kept) ? kept.map(read) : [];
}

function writeMark(iso, number, done) {
  const all = dueOn(iso).length;
  const marks = marksOf(iso);
  while (marks.length <= number) marks.push([]);
  marks[number] = done;
  if (marks.some((mark) => mark.length)) {
    diary.days[iso] = marks.map((mark) => (mark.length && mark.length < all ? mark : mark.length > 0));
  } else delete diary.days[iso];
  keep();
}

/* Each touch adds the next session of that time; a touch on a full mark empties it. */
function touched(iso, number) {
  const all = [...dueOn(iso).keys()];
  const done = marksOf(iso)[number] ?? [];
  const next = all.find((part) => !done.includes(part));
  writeMark(iso, number, next === undefined ? [] : [...done, next].sort());
}

function dayRow(back) {
  const { iso, weekday, date } = dayBefore(back);
  const name = back ? `${data.days[weekday]} ${date}.` : say.today;
  const row = made("div", "", { class: "day", role: "group", "aria-label": name });
  row.append(made("span", name, { "aria-hidden": "true" }));
  for (let number = 0; number < Math.max(timesOn(iso), marksOf(iso).length); number += 1) {
    const button = made("button", "", { type: "button" });
    const show = () => showMark(button, fill(say.mark, name, number + 1), marksOf(iso)[number] ?? [], dueOn(iso).length);
    button.addEventListener("click", () => {
      touched(iso, number);
      show();
    });
    show();
    row.append(button);
  }
  return row;
}

function showMark(button, name, done, all) {
  const part = done.length > 0 && done.length < all;
  button.setAttribute("aria-pressed", part ? "mixed" : done.length > 0);
  button.setAttribute("aria-label", part ? `${name}: ${fill(say.count, done.length, all)}` : name);
  button.textContent = part ? `${done.length}/${all}` : "";
}

function showDiary() {
  find("today").replaceChildren(dayRow(0));
  find("earlier").replaceChildren(...[1, 2, 3, 4, 5, 6].map(dayRow));
  find("stays").textContent = diary.kept ? say.stays : say.forgets;
}

function clearDiary() {
  const before = diary.days;
  diary.days = {};
  keep();
  showDiary();
  find("cleared").textContent = say.cleared;
  find("undo").hidden = false;
  find("undo").onclick = () => {
    diary.days = before;
    keep();
    showDiary();
    find("cleared").textContent = "";
    find("undo").hidden = true;
    find("clear").focus();
  };
}

// ---- What was heard to its end ----

/* Each session of the day that was heard to its end and has no mark yet, by its order, with the day it was begun on. */
const heard = new Map();
let begun = "";

/* The orders of what is already done of the time that it is: heard just now, or marked in a mark that is not full. */
function doneOn(iso) {
  const all = dueOn(iso).length;
  const half = marksOf(iso).find((mark) => mark.length && mark.length < all) ?? [];
  return [...half, ...[...heard].filter(([, day]) => day === iso).map(([part]) => part)];
}

/* The order of the first session that is not done yet of the time that it is; -1 when all are. */
function nextOn(iso) {
  const done = doneOn(iso);
  return dueOn(iso).findIndex((_, part) => !done.includes(part));
}

function offerTick() {
  const iso = begun || dayBefore(0).iso;
  const done = doneOn(iso);
  const part = dueOn(iso).findIndex((session, at) => session === place && !done.includes(at));
  if (part >= 0) heard.set(part, iso);
  else if (dueOn(iso).includes(place)) heard.set(dueOn(iso).indexOf(place), iso);
  find("finished").hidden = !heard.size;
  find("tick").hidden = !heard.size;
  find("ticked").textContent = "";
  offerNext(iso);
}

/* Where a time has several sessions, the next one is named as soon as one has ended. */
function offerNext(iso) {
  const next = heard.size ? nextOn(iso) : -1;
  find("onward").hidden = next < 0;
  if (next < 0) return;
  const session = dueOn(iso)[next];
  find("onward").lastElementChild.textContent = data.sessions[session].title;
  find("onward").onclick = () => startNext(session, iso);
}

/* It belongs to the time, and so to the day, of the session before it. */
async function startNext(session, iso) {
  if (session === place) seek(0);
  hold(session);
  find("play").focus({ preventScroll: true });
  await toggle();
  begun = iso;
}

function tickNow() {
  const texts = [...heard].map(([part, iso]) => tick(part, iso));
  heard.clear();
  showDiary();
  find("tick").hidden = true;
  find("ticked").textContent = texts.at(-1);
}

/* A session belongs to the first mark of its day that does not have it yet. */
function tick(part, iso) {
  const marks = marksOf(iso);
  const lacking = marks.findIndex((mark) => !mark.includes(part));
  const number = lacking < 0 ? marks.length : lacking;
  const done = [...(marks[number] ?? []), part].sort();
  writeMark(iso, number, done);
  const all = dueOn(iso).length;
  return done.length < all ? fill(say.partly, done.length, all) : say.ticked;
}
