"""How a run's events name files of this machine: they are read, compared and shown elsewhere."""
import os
import re
import sys
import tempfile
from pathlib import Path

# What still is a path from the machine's root: two parts or more; a rate, a date or an address is none.
WHOLE = re.compile(r"(?<![\w:/.~-])/(?:[^\s/'\":,;()]+/)+([^\s/'\":,;()]*)")


class Places:
    """Names a run's files as its desk does, and any other file by its own name alone."""

    def __init__(self, folder):
        self.names = {}
        # Models/<name>/runs/<run> of a desk.
        parts = folder.parts
        is_on_desk = len(parts) > 4 and parts[-4] == "Models" and parts[-2] == "runs"
        self.desk = folder.parents[3] if is_on_desk else None
        self._add(Path(tempfile.gettempdir()), "the folder for temporary files")
        self._add(Path(os.path.expanduser("~")), "~")
        self._add(Path(sys.prefix), "the Python environment")
        self._add(Path(__file__).parents[1], "trainers")
        if self.desk:
            self._add(self.desk, "")
        self._add(folder, "")

    def learn(self, *files):
        """Takes note of files that the plan names; `None` is passed over."""
        for file in files:
            if file is not None:
                self._add(file, self.name(Path(os.path.realpath(file))))

    def name(self, whole):
        """A file's place on the desk, or its own name where it lies elsewhere."""
        if self.desk and whole.is_relative_to(self.desk):
            return str(whole.relative_to(self.desk))
        return whole.name

    def plain(self, text):
        """A text without any path from the machine's root."""
        if text is None:
            return None
        for place in sorted(self.names, key=len, reverse=True):
            name = self.names[place]
            whole = r"(?<![\w.-])" + re.escape(place)
            text = re.sub(whole + "/", lambda _: f"{name}/" if name else "", text)
            text = re.sub(whole + r"(?![\w-]|\.\w)", lambda _: name or ".", text)
        return WHOLE.sub(lambda found: found[1] or "a folder", text)

    def _add(self, place, name):
        for written in {str(place), os.path.realpath(place)} - {"/", "~"}:
            self.names[written] = name
