// Asks why only where a project did not hold, and then opens what others learn from it.

const asked = document.querySelector("[data-for-failed]");
const learned = document.getElementById("id_what_did_not_work")?.closest("details");

function follow() {
  const failed = document.querySelector("input[name=status]:checked")?.value === "failed";
  asked.hidden = !failed;
  if (failed && learned) learned.open = true;
}

for (const choice of document.querySelectorAll("input[name=status]")) {
  choice.addEventListener("change", follow);
}
follow();
