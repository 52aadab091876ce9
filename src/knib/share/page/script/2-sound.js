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
  follows = following(session.steps);
  shown = {};
  const source = sourceOf(index);
  audio.src = source;
  find("trouble").textContent = "";
  find("save").href = source;
  find("save").download = plain[index].dataset.name;
  find("at").max = Math.floor(session.length / 1000);
  find("whole").textContent = whole();
  document.querySelectorAll(".session").forEach((section, at) => (section.hidden = at !== index));
  document.querySelectorAll("#choice a, #weeks a").forEach((link) => {
    if (link.hash === `#s${index}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  drawStrip();
  listChapters();
  tellLockScreen();
  showPlaying(); // a new source takes back the event of the pause
}

async function toggle() {
  if (!audio.paused) audio.pause();
  else await start();
}

/* Also from a lock screen, where nobody has seen the page since yesterday: it is today's session that starts. */
async function start() {
  follow();
  await play();
}

async function play() {
  makeRoom();
  try {
    await audio.play();
  } catch (error) {
    if (error.name !== "AbortError") complain();
  }
}

/* At its start the session gets the window, if some of what is followed would lie outside it. */
function makeRoom() {
  const lowest = Math.max(...["stage", "line"].map((id) => find(id).getBoundingClientRect().bottom));
  if (audio.currentTime > 0 || lowest <= innerHeight) return;
  const top = find("held").hidden ? "player" : "held";
  find(top).scrollIntoView({ behavior: calm.matches ? "auto" : "smooth" });
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

// ---- The telephone round it ----

function tellLockScreen() {
  if (!("mediaSession" in navigator)) return;
  navigator.mediaSession.metadata = new MediaMetadata({ title: session.shown, artist: data.artist });
}

function answerLockScreen() {
  if (!("mediaSession" in navigator)) return;
  const answers = {
    play: start,
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
let lock = null;
let asking = false;

async function stayAwake() {
  if (!("wakeLock" in navigator) || lock || asking || audio.paused || document.hidden) return;
  asking = true;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => (lock = null));
    if (audio.paused) lock.release();
  } catch {
    lock = null; // A telephone that saves its battery says no.
  }
  asking = false;
}

/* One chain of frames at a time: a page that is hidden and shown again must not begin another. */
let drawing = 0;

function animate() {
  cancelAnimationFrame(drawing);
  render();
  if (!audio.paused && !document.hidden) drawing = requestAnimationFrame(animate);
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
  }
  animate();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, audio")) return;
  const jumps = { ArrowLeft: -JUMP, ArrowRight: JUMP };
  if (event.key in jumps) seek(audio.currentTime + jumps[event.key]);
  else if (event.key !== " " || event.target.closest("button, a, summary")) return;
  else if (!event.repeat) toggle();
  event.preventDefault();
}
