// Autosave makes a new revision. The form must name that one as what it was filled from; otherwise a
// click on "publish" would seem to come from an old form. Wagtail leaves both fields as they were.
document.addEventListener("w-autosave:success", (event) => {
  const form = document.querySelector("[data-edit-form]");
  const saved = event.detail?.response;
  if (!form || !saved?.revision_id) return;
  const values = { loaded_revision_id: saved.revision_id, loaded_revision_created_at: saved.revision_created_at };
  for (const [name, value] of Object.entries(values)) {
    const input = form.querySelector(`input[name="${name}"]`);
    if (input && value) input.value = value;
  }
});
