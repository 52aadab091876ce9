"use strict";

// The sound leads, and the page follows: what is seen hangs on audio.currentTime alone, never on a timer, so a locked
// telephone, a call or a slow device cannot part them. All times in the data are whole milliseconds.

const data = JSON.parse(document.getElementById("data").textContent);
const say = data.say;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const audio = find("sound");
const plain = [...document.querySelectorAll(".plain audio")];
const sources = [];
const JUMP = 5;

let place = -1;
let session = null;
let shown = {};
let lock = null;

function find(id) {
  return document.getElementById(id);
}

function fill(text, ...values) {
  return values.reduce((whole, value) => whole.replace("{}", () => value), text);
}

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function made(name, text = "", more = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(more)) element.setAttribute(key, value);
  return element;
}

/* Write only what changed: the same words written again would be laid out again, sixty times a second. */
function put(id, text) {
  if (shown[id] === text) return;
  shown[id] = text;
  find(id).textContent = text;
}

/* The last row that begins at or before this moment. */
function indexAt(rows, moment) {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rows[middle][0] <= moment) low = middle;
    else high = middle - 1;
  }
  return low;
}

// ---- The sound ----

/* A Blob, because Safari plays no long data URL; made once, of the text that the browser's own player would have used. */
function sourceOf(index) {
  if (!sources[index]) {
    const written = plain[index].getAttribute("src");
    sources[index] = written.startsWith("data:") ? blobOf(written) : written;
    plain[index].removeAttribute("src");
  }
  return sources[index];
}

function blobOf(written) {
  const text = written.slice(written.indexOf(",") + 1);
  const bytes = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(text)
    : Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: "audio/mpeg" }));
}

function choose(index) {
  if (index === place) return;
  audio.pause();
  place = index;
  session = data.sessions[index];
  shown = {};
  const source = sourceOf(index);
  audio.src = source;
  find("trouble").textContent = "";
  find("save").href = source;
  find("save").download = plain[index].dataset.name;
  find("at").max = Math.floor(session.length / 1000);
  find("whole").textContent = clock(session.length / 1000);
  find("finished").hidden = true;
  document.querySelectorAll(".session").forEach((section, at) => (section.hidden = at !== index));
  document.querySelectorAll("#choice a, #weeks a").forEach((link) => {
    if (link.hash === `#s${index}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  drawStrip();
  listChapters();
  tellLockScreen();
  render();
}

async function toggle() {
  if (!audio.paused) {
    audio.pause();
    return;
  }
  try {
    await audio.play();
  } catch (error) {
    if (error.name !== "AbortError") complain();
  }
}

function complain() {
  find("trouble").textContent = sources[place].startsWith("blob:") ? say.broken : say.missing;
}

function seek(seconds) {
  audio.currentTime = Math.min(Math.max(0, seconds), session.length / 1000);
  render();
}

function chapterAt(moment) {
  return indexAt(session.chapters, moment);
}

/* Back goes to the beginning of a part, and from its first three seconds to the part before. */
function leap(direction) {
  const moment = audio.currentTime * 1000;
  const now = chapterAt(moment);
  const late = moment - session.chapters[now][0] > 3000;
  const to = direction > 0 ? now + 1 : now - (late ? 0 : 1);
  if (to >= session.chapters.length) seek(session.length / 1000);
  else seek(session.chapters[Math.max(0, to)][0] / 1000);
}

// ---- What is seen ----

function render() {
  const fresh = audio.paused && audio.currentTime === 0;
  const moment = audio.ended ? session.length : audio.currentTime * 1000;
  const index = indexAt(session.steps, moment);
  const [start, end, kind, word, side, rep, reps, set, sets] = session.steps[index];
  const following = session.steps.slice(index + 1).find((step) => step[2]);
  const state = audio.ended ? "ended" : fresh ? "fresh" : String(index);
  if (shown.state !== state) {
    shown.state = state;
    showKind(kind);
    const seen = audio.ended ? say.done : fresh ? say.ready : word || say.listen;
    put("word", seen);
    fitWord(seen);
    showCount(side, rep, reps, set, sets);
    put("next", following && !audio.ended ? `${say.next}: ${following[3]}` : "");
    announce(seen, kind ? Math.round((end - start) / 1000) : 0);
  }
  const left = Math.ceil(((kind || !following ? end : following[0]) - moment) / 1000);
  put("seconds", fresh || audio.ended ? "" : String(Math.max(0, left)));
  showLine(moment, word);
  showPlace(moment);
  draw(index, moment);
}

function showKind(kind) {
  const { colour, icon } = data.kinds[kind];
  find("stage").dataset.kind = kind;
  find("stage").style.setProperty("--kind", colour);
  find("bar").style.setProperty("--kind", colour);
  find("icon").setAttribute("d", icon);
}

/* The longest word decides how large all of them are. */
function fitWord(text) {
  const longest = Math.max(...text.split(/\s+/).map((part) => part.length), Math.ceil(text.length / 2.4), 6);
  find("word").style.setProperty("--letters", longest);
}

function showCount(side, rep, reps, set, sets) {
  put("reps", [rep && reps > 1 ? fill(say.count, rep, reps) : "", side].filter(Boolean).join(" · "));
  put("sets", set && sets > 1 ? fill(say.set, set, sets) : "");
  const dots = sets > 1 && sets <= 12 ? Array.from({ length: sets }, (_, at) => made("i", "", dot(at + 1, set))) : [];
  find("dots").replaceChildren(...dots);
}

function dot(number, set) {
  return { class: number < set ? "done" : number === set ? "now" : "" };
}

/* What is being said, for who cannot hear it; it stays at least two seconds. */
function showLine(moment, word) {
  const lines = session.lines;
  const line = lines.length ? lines[indexAt(lines, moment)] : null;
  const heard = line && moment >= line[0] && moment < Math.max(line[1], line[0] + 2000) && !audio.ended;
  put("line", heard && line[2].replace(/\.$/, "") !== word ? line[2] : "");
}

function showPlace(moment) {
  const seconds = Math.floor(moment / 1000);
  if (shown.seconds !== seconds || shown.at === undefined) {
    shown.at = seconds;
    find("at").value = seconds;
    find("at").setAttribute("aria-valuetext", fill(say.clock, clock(seconds), clock(session.length / 1000)));
    put("gone", clock(seconds));
  }
  const now = chapterAt(moment);
  if (shown.chapter === now) return;
  shown.chapter = now;
  find("chapters").querySelectorAll("button").forEach((button, at) => {
    if (at === now) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
  });
}

/* The disc moves from where the step before left it. With reduced motion it lies still, and a bar fills by the second. */
function draw(index, moment) {
  const [start, end, kind] = session.steps[index];
  const part = Math.min(1, Math.max(0, (moment - start) / (end - start)));
  if (calm.matches) {
    find("bar").firstElementChild.style.setProperty("--part", wholeSeconds(moment - start, end - start));
    find("disc").style.transform = "";
    return;
  }
  const from = data.kinds[index ? session.steps[index - 1][2] : ""];
  const to = data.kinds[kind];
  const within = Math.min(end - start, to.within || end - start);
  const eased = ease(Math.min(1, (moment - start) / within));
  const between = (one, other) => one + (other - one) * eased;
  const [size, lift] = [between(from.size, to.size), between(from.lift, to.lift)];
  find("disc").style.transform = `translateY(${-lift}%) scale(${size / 100})`;
  find("ring").style.strokeDashoffset = kind ? 1000 * part : 1000;
}

function wholeSeconds(gone, length) {
  return Math.min(1, Math.floor(gone / 1000) / Math.max(1, Math.round(length / 1000) - 1));
}

function ease(part) {
  return part < 0.5 ? 2 * part * part : 1 - 2 * (1 - part) * (1 - part);
}

function announce(word, seconds) {
  if (find("announce").checked) put("told", seconds ? `${word}, ${seconds} s` : word);
}

function drawStrip() {
  const paths = new Map();
  for (const [start, end, kind] of session.steps) {
    if (!kind) continue;
    const [x, wide] = [(start * 1000) / session.length, ((end - start) * 1000) / session.length];
    paths.set(kind, `${paths.get(kind) ?? ""}M${x.toFixed(2)} 0h${wide.toFixed(2)}v10h${(-wide).toFixed(2)}z`);
  }
  find("strip").replaceChildren(
    ...[...paths].map(([kind, path]) => {
      const drawn = document.createElementNS("http://www.w3.org/2000/svg", "path");
      drawn.setAttribute("d", path);
      drawn.setAttribute("fill", data.kinds[kind].colour);
      return drawn;
    }),
  );
}

function listChapters() {
  find("chapters").replaceChildren(
    ...session.chapters.map(([start, title]) => {
      const button = made("button", "", { type: "button" });
      button.append(made("span", title, { lang: "da", dir: "auto" }), made("span", clock(start / 1000)));
      button.addEventListener("click", () => seek(start / 1000));
      const row = made("li");
      row.append(button);
      return row;
    }),
  );
}

// ---- The telephone round it ----

function tellLockScreen() {
  if (!("mediaSession" in navigator)) return;
  navigator.mediaSession.metadata = new MediaMetadata({ title: session.shown, artist: data.artist });
}

function answerLockScreen() {
  if (!("mediaSession" in navigator)) return;
  const answers = {
    play: () => audio.play(),
    pause: () => audio.pause(),
    previoustrack: () => leap(-1),
    nexttrack: () => leap(1),
    seekbackward: (asked) => seek(audio.currentTime - (asked.seekOffset || JUMP)),
    seekforward: (asked) => seek(audio.currentTime + (asked.seekOffset || JUMP)),
    seekto: (asked) => seek(asked.seekTime),
  };
  for (const [action, answer] of Object.entries(answers)) {
    try {
      navigator.mediaSession.setActionHandler(action, answer);
    } catch {
      // A browser that does not know an action does without it.
    }
  }
}

function tellPosition() {
  if (!navigator.mediaSession?.setPositionState || !Number.isFinite(audio.duration)) return;
  const position = Math.min(audio.currentTime, audio.duration);
  navigator.mediaSession.setPositionState({ duration: audio.duration, position, playbackRate: 1 });
}

/* The screen stays on while it is looked at. A telephone lets go of it when the page is hidden, so it is asked again. */
async function stayAwake() {
  if (!("wakeLock" in navigator) || lock || audio.paused || document.hidden) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => (lock = null));
    if (audio.paused) lock.release();
  } catch {
    lock = null; // A telephone that saves its battery says no.
  }
}

function frame() {
  render();
  if (!audio.paused && !document.hidden) requestAnimationFrame(frame);
}

function showPlaying() {
  find("play").classList.toggle("playing", !audio.paused);
  find("play").setAttribute("aria-label", audio.paused ? say.play : say.pause);
  if ("mediaSession" in navigator) navigator.mediaSession.playbackState = audio.paused ? "paused" : "playing";
  if (audio.paused) lock?.release();
  else {
    find("finished").hidden = true;
    find("trouble").textContent = "";
    stayAwake();
    requestAnimationFrame(frame);
  }
  render();
}

function onKey(event) {
  const busy = event.target.closest("button, a, input, select, summary, audio");
  if (busy || event.ctrlKey || event.metaKey || event.altKey) return;
  const jumps = { ArrowLeft: -JUMP, ArrowRight: JUMP };
  if (event.key === " ") toggle();
  else if (event.key in jumps) seek(audio.currentTime + jumps[event.key]);
  else return;
  event.preventDefault();
}

// ---- The diary, and the week that it is ----

/* Kept in this browser alone. Where nothing may be kept (some mail programs), it lives as long as the page is open. */
const diary = { days: {}, week: 0, kept: true };

function recall() {
  try {
    const found = JSON.parse(localStorage.getItem(data.key) ?? "{}");
    if (found && typeof found.days === "object") diary.days = found.days;
    if (Number.isInteger(found?.week)) diary.week = found.week;
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

function marksOf(iso) {
  const found = diary.days[iso];
  return Array.isArray(found) ? found.map(Boolean) : [];
}

function times() {
  return data.weeks.length ? data.weeks[weekNow().at].times : data.times;
}

function mark(iso, number, on) {
  const marks = marksOf(iso);
  while (marks.length <= number) marks.push(false);
  marks[number] = on;
  if (marks.some(Boolean)) diary.days[iso] = marks;
  else delete diary.days[iso];
  keep();
}

function dayRow(back) {
  const { iso, weekday, date } = dayBefore(back);
  const name = back ? `${data.days[weekday]} ${date}.` : say.today;
  const row = made("div", "", { class: "day", role: "group", "aria-label": name });
  row.append(made("span", name, { "aria-hidden": "true" }));
  const marks = marksOf(iso);
  for (let number = 0; number < Math.max(times(), marks.length); number += 1) {
    const label = fill(say.mark, name, number + 1);
    const button = made("button", "", { type: "button", "aria-label": label, "aria-pressed": Boolean(marks[number]) });
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", on);
      mark(iso, number, on);
    });
    row.append(button);
  }
  return row;
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

function tickNow() {
  const { iso } = dayBefore(0);
  const free = marksOf(iso).findIndex((on) => !on);
  mark(iso, free < 0 ? marksOf(iso).length : free, true);
  showDiary();
  find("finished").replaceChildren(made("span", say.ticked, { role: "status" }));
}

/* The week of the programme: by its dates where there are any, else the one that was chosen last. */
function weekNow() {
  const weeks = data.weeks;
  const today = dayBefore(0).iso;
  if (!weeks[0].first) return { at: Math.min(diary.week, weeks.length - 1), note: "" };
  if (today < weeks[0].first) return { at: 0, note: fill(say.begins, weeks[0].begins) };
  const at = weeks.findLastIndex((week) => week.first <= today);
  const week = weeks[at];
  if (today > week.last) return { at, note: at === weeks.length - 1 ? say.over : "" };
  return { at, note: week.rest.includes(dayBefore(0).weekday) ? say.resting : "" };
}

function showWeek() {
  const { at, note } = weekNow();
  const week = data.weeks[at];
  find("now").hidden = false;
  find("pick").hidden = Boolean(data.weeks[0].first);
  find("choose").value = at;
  find("week").textContent = fill(say.of_weeks, week.number, data.weeks.length);
  find("goal").textContent = week.goal;
  find("note").textContent = [note, [week.dates, week.often].filter(Boolean).join(" · ")].filter(Boolean).join(" ");
  document.querySelectorAll("#choice a").forEach((link) => (link.hidden = !week.sessions.includes(numberOf(link))));
  document.querySelectorAll("#weeks li").forEach((row, place) => row.classList.toggle("now", place === at));
  choose(week.sessions[0]);
}

function offerWeeks() {
  const options = data.weeks.map((week, at) => made("option", fill(say.week, week.number), { value: at }));
  find("choose").append(...options);
  find("choose").addEventListener("change", (event) => {
    diary.week = Number(event.target.value);
    keep();
    showWeek();
    showDiary();
  });
}

function numberOf(link) {
  return Number(link.hash.slice(2));
}

// ---- The beginning ----

function listen() {
  find("play").addEventListener("click", toggle);
  find("back").addEventListener("click", () => leap(-1));
  find("on").addEventListener("click", () => leap(1));
  find("at").addEventListener("input", (event) => seek(Number(event.target.value)));
  find("clear").addEventListener("click", clearDiary);
  find("tick").addEventListener("click", tickNow);
  find("announce").addEventListener("change", () => put("told", ""));
  document.addEventListener("keydown", onKey);
  document.querySelectorAll("#choice a, #weeks a").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      choose(numberOf(link));
      find("player").scrollIntoView({ behavior: calm.matches ? "auto" : "smooth" });
      find("play").focus({ preventScroll: true });
    }),
  );
  listenToSound();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    stayAwake();
    frame();
    showDiary();
  });
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => (part.open = true)));
}

function listenToSound() {
  for (const event of ["play", "pause", "ended"]) audio.addEventListener(event, showPlaying);
  for (const event of ["timeupdate", "seeked"]) audio.addEventListener(event, render);
  for (const event of ["play", "pause", "seeked", "loadedmetadata"]) audio.addEventListener(event, tellPosition);
  audio.addEventListener("ended", () => (find("finished").hidden = false));
  audio.addEventListener("error", complain);
  // A session keeps its own time: seconds that are no seconds would make it another dose.
  audio.addEventListener("ratechange", () => {
    if (audio.playbackRate !== 1) audio.playbackRate = 1;
  });
}

function begin() {
  document.documentElement.classList.add("live");
  find("player").hidden = false;
  find("diary").hidden = false;
  recall();
  listen();
  answerLockScreen();
  if (data.weeks.length) {
    offerWeeks();
    showWeek();
  } else choose(0);
  showDiary();
}

begin();
