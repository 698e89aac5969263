"""Looking for words in every table there is, whatever the column."""

from django.apps import apps


def tables_with(words: str) -> list[str]:
    """Return the models with a row in which these words stand."""
    found = []
    for model in apps.get_models():
        fields = [f for f in model._meta.concrete_fields if f.get_internal_type() != "BinaryField"]
        rows = model._base_manager.values_list(*(field.attname for field in fields))
        if any(words in str(value) for row in rows for value in row):
            found.append(model._meta.label)
    return found
