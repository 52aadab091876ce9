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

/* Sessions that are done equally often have marks of their own, under the day's date and the group's number. */
function keyOf(iso, group) {
  return group ? `${iso}/${group}` : iso;
}

/* The marks of a group's day: each has the parts of that time that are done, by their order; all of them make it full. */
function marksOf(iso, group) {
  const all = [...groupsOn(iso)[group].sessions.keys()];
  const kept = diary.days[keyOf(iso, group)];
  const read = (mark) => (Array.isArray(mark) ? all.filter((part) => mark.includes(part)) : mark ? all : []);
  return Array.isArray(kept) ? kept.map(read) : [];
}

function writeMark(iso, group, number, done) {
  const all = groupsOn(iso)[group].sessions.length;
  const marks = marksOf(iso, group);
  while (marks.length <= number) marks.push([]);
  marks[number] = done;
  if (marks.some((mark) => mark.length)) {
    diary.days[keyOf(iso, group)] = marks.map((mark) => (mark.length && mark.length < all ? mark : mark.length > 0));
  } else delete diary.days[keyOf(iso, group)];
  keep();
}

/* Each touch adds the next session of that time; a touch on a full mark empties it. */
function touched(iso, group, number) {
  const done = marksOf(iso, group)[number] ?? [];
  const next = [...groupsOn(iso)[group].sessions.keys()].find((part) => !done.includes(part));
  writeMark(iso, group, number, next === undefined ? [] : [...done, next].sort());
}

function dayRows(back) {
  const { iso, weekday, date } = dayBefore(back);
  const day = back ? `${data.days[weekday]} ${date}.` : say.today;
  const groups = groupsOn(iso);
  return groups.map(({ sessions, times }, group) => {
    const titles = sessions.map((session) => data.sessions[session].title).join(", ");
    const name = groups.length > 1 ? `${day} · ${titles}` : day;
    const row = made("div", "", { class: "day", role: "group", "aria-label": name });
    row.append(made("span", name, { "aria-hidden": "true" }));
    const count = Math.max(times, marksOf(iso, group).length);
    row.append(...Array.from({ length: count }, (_, number) => markButton(iso, group, number, name)));
    return row;
  });
}

function markButton(iso, group, number, day) {
  const button = made("button", "", { type: "button" });
  const all = groupsOn(iso)[group].sessions.length;
  const name = fill(say.mark, day, number + 1);
  const show = () => {
    const done = (marksOf(iso, group)[number] ?? []).length;
    const part = done > 0 && done < all;
    button.setAttribute("aria-pressed", part ? "mixed" : done > 0);
    button.setAttribute("aria-label", part ? `${name}: ${fill(say.count, done, all)}` : name);
    button.textContent = part ? `${done}/${all}` : "";
  };
  button.addEventListener("click", () => {
    touched(iso, group, number);
    show();
  });
  show();
  return button;
}

function showDiary() {
  find("today").replaceChildren(...dayRows(0));
  find("earlier").replaceChildren(...[1, 2, 3, 4, 5, 6].flatMap(dayRows));
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
