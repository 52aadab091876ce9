// ---- The weeks of a programme ----

/* The week of the programme: by its dates where there are any, else the one that was chosen last. */
function weekNow() {
  const weeks = data.weeks;
  const today = dayBefore(0).iso;
  if (!weeks[0].first) return { at: Math.min(diary.week, weeks.length - 1), note: "" };
  if (today < weeks[0].first) return { at: 0, note: fill(say.begins, weeks[0].begins) };
  const at = weeks.filter((week) => week.first <= today).length - 1;
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
  if (find("aim")) {
    find("aim").hidden = !week.goal;
    find("goal").textContent = week.goal;
  }
  find("note").textContent = [note, [week.dates, week.often].filter(Boolean).join(" · ")].filter(Boolean).join(" ");
  const links = [...document.querySelectorAll("#choice a")];
  links.forEach((link) => (link.hidden = !week.sessions.includes(numberOf(link))));
  if (find("choice")) find("choice").hidden = week.sessions.length < 2;
  find("choice")?.append(...week.sessions.map((session) => links.find((link) => numberOf(link) === session)));
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
    animate();
    showDiary();
  });
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => (part.open = true)));
}

function listenToSound() {
  for (const event of ["play", "pause", "ended"]) audio.addEventListener(event, showPlaying);
  for (const event of ["timeupdate", "seeked"]) audio.addEventListener(event, render);
  for (const event of ["play", "pause", "seeked", "loadedmetadata"]) audio.addEventListener(event, tellPosition);
  audio.addEventListener("ended", offerTick);
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

/* In a browser that is too old for some of this, its own player and all the words are still there. */
function fallBack() {
  document.documentElement.classList.remove("live");
  for (const id of ["player", "diary"]) find(id).hidden = true;
  document.querySelectorAll(".session").forEach((section) => (section.hidden = false));
  sources.forEach((source, index) => (plain[index].src = source));
}

try {
  begin();
} catch (error) {
  fallBack();
  throw error;
}
