"""Nobody saves over what they have not seen: two people, or two tabs, at one thing in the admin.

Every form of the admin carries the state of what it acts on (`carried`). Before an unsafe request
changes a thing (`targets`), its row is locked and its state compared with the one carried
(`states`). Missing or other: 409 with what the other one saved and what was typed, and a way to go
on (`answers`, `words`). Translations have no form to carry anything: there one writes at a time
(`turns`).
"""
