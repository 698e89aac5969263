// Asks how many months apart, and until when, only where a date repeats like that.

const repeats = document.getElementById("id_repeats");
const kept = document.getElementById("id_kept_rule");

const rule = () => (repeats.value === "keep" ? kept.value : repeats.value);
const asked = {
  id_months: () => /^month-|FREQ=MONTHLY/.test(rule()),
  id_until: () => rule() !== "",
};

function follow() {
  for (const [id, isAsked] of Object.entries(asked)) {
    const input = document.getElementById(id);
    const field = input.closest(".field");
    // What has an error stays in sight, whatever is chosen.
    field.hidden = !isAsked() && !field.matches(".field-error");
    if (field.hidden) reset(input);
  }
}

/** Puts back what the page came with: what nobody sees changes nothing. */
function reset(input) {
  if (input.options) for (const option of input.options) option.selected = option.defaultSelected;
  else input.value = input.defaultValue;
}

repeats.addEventListener("change", follow);
follow();
