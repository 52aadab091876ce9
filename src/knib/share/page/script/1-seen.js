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
let follows = [];
let shown = {};

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

/* The whole length, to the nearest second as everywhere else; a moment is told by the second it lies in. */
function whole() {
  return clock(Math.round(session.length / 1000));
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

// ---- What is seen ----

function render() {
  const fresh = audio.paused && audio.currentTime === 0;
  const moment = audio.ended ? session.length : audio.currentTime * 1000;
  const index = indexAt(session.steps, moment);
  const [start, end, kind, word, side, rep, reps, set, sets] = session.steps[index];
  const following = follows[index];
  const state = audio.ended ? "ended" : fresh ? "fresh" : String(index);
  if (shown.state !== state) {
    shown.state = state;
    showKind(kind);
    if (audio.ended || fresh) find("icon").setAttribute("d", audio.ended ? data.done : "");
    const seen = audio.ended ? say.done : fresh ? say.ready : word || say.listen;
    find("word").lang = seen === word ? "da" : data.language;
    put("word", seen);
    fitWord(seen);
    showCount(side, rep, reps, set, sets);
    put("following", following ? following[3] : "");
    find("next").style.visibility = following && !audio.ended ? "" : "hidden";
    announce(seen, kind ? Math.round((end - start) / 1000) : 0);
  }
  const left = Math.ceil(((kind || !following ? end : following[0]) - moment) / 1000);
  put("seconds", fresh ? whole() : audio.ended ? "" : String(Math.max(0, left)));
  showLine(moment, word);
  showPlace(moment);
  draw(index, moment);
}

/* For each step the next one that asks for something; nothing after the last. */
function following(steps) {
  const found = [];
  for (let index = steps.length - 1, next = null; index >= 0; index -= 1) {
    found[index] = next;
    if (steps[index][2]) next = steps[index];
  }
  return found;
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
    find("at").setAttribute("aria-valuetext", fill(say.clock, clock(seconds), whole()));
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
    find("disc").style.transform = find("words").style.transform = "";
    return;
  }
  const from = data.kinds[index ? session.steps[index - 1][2] : ""];
  const to = data.kinds[kind];
  const within = Math.min(end - start, to.within || end - start);
  const eased = ease(Math.min(1, (moment - start) / within));
  const between = (one, other) => one + (other - one) * eased;
  const [size, lift] = [between(from.size, to.size), between(from.lift, to.lift)];
  find("disc").style.transform = `translateY(${-lift}%) scale(${size / 100})`;
  find("words").style.transform = `translateY(${-lift}%)`;
  find("ring").style.strokeDashoffset = 1000 * part;
  find("ring").style.opacity = kind && !audio.ended ? 1 : 0;
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
