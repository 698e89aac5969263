// A video of another host: its player is fetched only after the reader has pressed the button.
function start(box) {
  const button = box.querySelector("[data-video-play]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = box.dataset.video;
    frame.title = box.dataset.videoTitle;
    frame.width = 1280;
    frame.height = 720;
    frame.allow = "fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.className = "video-frame";
    box.querySelector("picture, img")?.remove();
    box.prepend(frame);
    button.remove();
    frame.focus();
  });
}

document.querySelectorAll("[data-video]").forEach(start);
