// ---- The beginning ----

function listen() {
  find("play").addEventListener("click", toggle);
  find("back").addEventListener("click", () => leap(-1));
  find("on").addEventListener("click", () => leap(1));
  find("at").addEventListener("input", (event) => seek(Number(event.target.value)));
  find("clear").addEventListener("click", clearDiary);
  find("tick").addEventListener("click", tickNow);
  find("home").addEventListener("click", () => {
    goToday();
    lookAtPlayer();
  });
  find("announce").addEventListener("change", () => put("told", ""));
  document.addEventListener("keydown", onKey);
  document.querySelectorAll("#choice a, #weeks a").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      hold(numberOf(link));
      lookAtPlayer();
    }),
  );
  listenToSound();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    stayAwake();
    animate();
    watchTheClock();
    showDiary();
  });
  for (const event of ["focus", "pageshow"]) addEventListener(event, watchTheClock);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => (part.open = true)));
}

function listenToSound() {
  for (const event of ["play", "pause", "ended"]) audio.addEventListener(event, showPlaying);
  for (const event of ["timeupdate", "seeked"]) audio.addEventListener(event, render);
  for (const event of ["play", "pause", "seeked", "loadedmetadata"]) audio.addEventListener(event, tellPosition);
  // What is taken up again on a day that asks for something else belongs to the day that asked for it.
  audio.addEventListener("play", () => (begun = alike(today(), drawn) ? today().iso : drawn.iso));
  audio.addEventListener("ended", finish);
  audio.addEventListener("error", complain);
  // A session keeps its own time: seconds that are no seconds would make it another dose.
  audio.addEventListener("ratechange", () => {
    if (audio.playbackRate !== 1) audio.playbackRate = 1;
  });
}

/* What moved on while the session was heard is shown now; the mark still belongs to the day it was begun on. */
function finish() {
  offerTick();
  if (!alike(today(), drawn)) follow();
}

function begin() {
  document.documentElement.classList.add("live");
  find("player").hidden = false;
  find("diary").hidden = false;
  recall();
  listen();
  answerLockScreen();
  if (data.weeks.length) offerWeeks();
  goToday();
  watchTheClock();
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
