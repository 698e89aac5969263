"""What somebody has typed into a form that could not be taken: they get it back.

A form may lie open while its token grows old, its writer is signed out or blocked, or a limit is
reached. Then nothing is written, and nothing that was typed is lost, whatever the form:

* `middleware` sees what a form was answered, and gives the words back where the answer lacks them;
* `again` shows the form once more with everything in it and a fresh token;
* `detour` keeps it while its writer signs in;
* `values` says what of a form is somebody's words, and what is never kept or shown;
* `origin` says whether a form came from our own pages. A form that another site has sent is never
  shown: else it would be a trap with our name on it.
"""
