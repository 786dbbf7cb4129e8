// A film in rungs by hls.js; where that cannot run, the one MP4 that is always there.
const AHEAD_S = 20;

for (const film of document.querySelectorAll("video[data-hls]")) {
  if (window.Hls?.isSupported()) play(film);
}

function play(film) {
  // Its worker would be a script without an address, which our policy refuses.
  const rungs = new window.Hls({
    enableWorker: false,
    autoStartLoad: false,
    capLevelToPlayerSize: true,
    maxBufferLength: AHEAD_S,
  });
  let isBegun = false;

  // Until somebody presses play the MP4 stands there, of which only the head is read.
  film.addEventListener("play", () => {
    if (isBegun) return;
    isBegun = true;
    const at = film.currentTime;
    film.pause();
    rungs.loadSource(film.dataset.hls);
    rungs.attachMedia(film);
    rungs.on(window.Hls.Events.MANIFEST_PARSED, () => {
      rungs.startLoad(at);
      film.play();
    });
  });

  rungs.on(window.Hls.Events.ERROR, (_name, error) => {
    if (!error.fatal) return;
    const at = film.currentTime;
    rungs.destroy();
    film.load(); // its own <source>, the MP4
    film.currentTime = at;
    film.play();
  });
}
