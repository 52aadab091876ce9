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
  find("tick").hidden = true;
  find("ticked").textContent = say.ticked;
}
