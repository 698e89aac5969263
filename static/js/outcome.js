// Asks why only where a project did not hold.

const asked = document.querySelectorAll("[data-for-failed]");

function follow() {
  const failed = document.querySelector("input[name=status]:checked")?.value === "failed";
  for (const part of asked) part.hidden = !failed;
}

for (const choice of document.querySelectorAll("input[name=status]")) {
  choice.addEventListener("change", follow);
}
follow();
