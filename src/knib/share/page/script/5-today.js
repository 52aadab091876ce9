// ---- Today: what is due, and what the player holds ----

/* What the page says of today; it stays as it is while a session is on its way. */
let drawn = null;
let watch = 0;

/* The place of the week that a day lies in: by its dates where there are any, else the one that was chosen last. */
function weekAt(iso) {
  const weeks = data.weeks;
  if (!weeks[0].first) return Math.min(diary.week, weeks.length - 1);
  return Math.max(0, weeks.filter((week) => week.first <= iso).length - 1);
}

/* The places of the sessions of a day, in their order. All of them are done each time. A day of rest has those of the
   next day of training, for whoever trains all the same. */
function dueOn(iso) {
  if (!data.weeks.length) return [...data.sessions.keys()];
  const week = data.weeks[weekAt(iso)];
  const weekday = (new Date(`${iso}T12:00`).getDay() + 6) % 7;
  const days = week.by_day.map((_, day) => week.by_day[(weekday + day) % 7]);
  return days.find((day) => day.length) ?? week.sessions;
}

/* The sessions of a day in groups: those of one group are done one after the other, so many times a day. */
function groupsOn(iso) {
  if (!data.weeks.length) return data.groups;
  return [{ sessions: dueOn(iso), times: data.weeks[weekAt(iso)].times, daily: true }];
}

/* Today by the telephone's own calendar. `here` says where in the programme it is, `note` what is special about it. */
function today() {
  const { iso, weekday } = dayBefore(0);
  const due = dueOn(iso);
  if (!data.weeks.length) return { iso, at: 0, due, during: true, note: "", here: "" };
  const at = weekAt(iso);
  const week = data.weeks[at];
  if (week.first && iso < week.first) {
    const begins = fill(say.begins, week.begins);
    return { iso, at, due, during: false, note: begins, here: begins };
  }
  if (week.last && iso > week.last && at === data.weeks.length - 1) {
    return { iso, at, due, during: false, note: say.over, here: say.past };
  }
  const note = week.rest.includes(weekday) ? say.resting : "";
  return { iso, at, due, during: true, note, here: fill(say.here, week.number) };
}

/* Whether two days ask for the same: only then a session may go on over midnight unmentioned. */
function alike(one, other) {
  return one.at === other.at && String(one.due) === String(other.due);
}

/* A session that plays, or rests in the middle, is not taken away from who is doing it. */
function busy() {
  return !audio.paused || (audio.currentTime > 0 && !audio.ended);
}

/* A tab may stay open for weeks: as soon as it is another day, forward or back, the page says so. */
function follow() {
  const now = today();
  if (now.iso === drawn.iso) return;
  if (!busy()) {
    sitting.clear();
    goToday();
  } else if (alike(now, drawn)) showToday(now);
  else showHeld();
}

/* At midnight, and once a minute, for a clock may be set. Nobody looks at a hidden tab; it follows when it is seen. */
function watchTheClock() {
  clearTimeout(watch);
  follow();
  if (document.hidden) return;
  const now = new Date();
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  watch = setTimeout(watchTheClock, Math.max(1000, Math.min(midnight - now, 60_000)));
}

/* Today, with the first of its sessions that is not done yet. */
function goToday() {
  showToday(today());
  if (audio.ended) seek(0);
  hold((nextOn(drawn.iso) ?? turnsOn(drawn.iso)[0]).session);
}

function showToday(now) {
  drawn = now;
  if (data.weeks.length) showWeek(now);
  else if (find("choice")) showChoice(now.due);
  showHeld();
  showDiary();
}

function showWeek({ at, due, note, during }) {
  const week = data.weeks[at];
  find("now").hidden = false;
  find("pick").hidden = Boolean(week.first);
  find("choose").value = at;
  find("week").textContent = fill(say.of_weeks, week.number, data.weeks.length);
  if (find("aim")) {
    find("aim").hidden = !week.goal;
    find("goal").textContent = week.goal;
  }
  const often = [week.dates, week.often, week.arranged].filter(Boolean).join(" · ");
  find("note").replaceChildren(...[note, often].filter(Boolean).map((line) => made("span", `${line} `)));
  if (find("choice")) showChoice(due);
  weekRows().forEach((row, place) => {
    row.classList.toggle("now", place === at);
    row.querySelector(".here").hidden = place !== at || !during;
  });
  const doses = dosesOf(at, week.sessions);
  find("dose").hidden = !doses.length;
  find("dose").lastElementChild.replaceChildren(...doses);
}

function weekRows() {
  return document.querySelectorAll("#weeks > ol > li");
}

/* The dose of a week, as it stands in the list of weeks; where there are several sessions, each with its title. */
function dosesOf(at, sessions) {
  const parts = [...weekRows()[at].querySelectorAll(".part")];
  const mine = sessions.map((session) => parts.find((part) => numberOf(part.querySelector("a")) === session));
  return [...new Set(mine)].flatMap((part) => [
    ...(sessions.length > 1 ? [made("h3", titleOf(part), { lang: "da", dir: "auto" })] : []),
    ...[...part.querySelectorAll(".dose")].map((line) => line.cloneNode(true)),
  ]);
}

function titleOf(part) {
  return data.sessions[numberOf(part.querySelector("a"))].title;
}

function showChoice(due) {
  const links = [...document.querySelectorAll("#choice a")];
  links.forEach((link) => (link.hidden = !due.includes(numberOf(link))));
  find("choice").hidden = due.length < 2;
  find("choice").append(...new Set(due.map((session) => links.find((link) => numberOf(link) === session))));
  if (data.weeks.length) find("all").textContent = due.length === 2 ? say.both : fill(say.all, due.length);
}

/* Have the player hold a session, and say so. */
function hold(session) {
  choose(session);
  find("onward").hidden = true;
  find("finished").hidden = !heard.size;
  showHeld();
}

/* What the player holds stands over the disc, with a way back where that is not what is due today. */
function showHeld() {
  const held = data.sessions[place];
  if (!held) return;
  const now = today();
  const moved = now.iso !== drawn.iso && !alike(now, drawn);
  const elsewhere = !drawn.due.includes(place);
  find("held").hidden = data.sessions.length < 2 && !data.weeks.length;
  find("held").classList.toggle("elsewhere", moved || elsewhere);
  find("when").textContent = held.when ? `${held.when}: ` : "";
  find("title").textContent = held.title;
  put("where", moved ? movedTo(now) : elsewhere ? (held.when ? placeOf(now) : "") : "");
  find("home").hidden = !moved && !elsewhere;
  document.querySelectorAll("#weeks a .mark").forEach((mark) => {
    mark.textContent = numberOf(mark.closest("a")) === place ? ` · ${say.held}` : "";
  });
}

function movedTo(now) {
  return `${now.at === drawn.at ? say.new_day : now.here} ${say.moves}`;
}

/* Where today is, for who looks at another week, or at another day of the same one. */
function placeOf(now) {
  return data.weeks[now.at].sessions.includes(place) ? say.other_day : now.here;
}

function offerWeeks() {
  const options = data.weeks.map((week, at) => made("option", fill(say.week, week.number), { value: at }));
  find("choose").append(...options);
  find("choose").addEventListener("change", (event) => {
    diary.week = Number(event.target.value);
    keep();
    goToday();
  });
  weekRows().forEach((row) => row.querySelector("h3").after(made("p", say.this_week, { class: "here" })));
  const mark = () => made("span", "", { class: "mark", lang: data.language });
  document.querySelectorAll("#weeks a").forEach((link) => link.append(mark()));
}

function numberOf(link) {
  return Number(link.hash.slice(2));
}

/* The player is what is looked at next, and what it holds. */
function lookAtPlayer() {
  find("held").scrollIntoView({ behavior: calm.matches ? "auto" : "smooth" });
  find("play").focus({ preventScroll: true });
}
