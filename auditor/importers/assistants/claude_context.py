"""What earlier lines of a transcript say of a line: its project, its person, its sub-agent, the prompt it answers."""

from pathlib import PurePosixPath

from auditor.importers.assistants.claude_lines import Line
from auditor.importers.assistants.claude_sub_agents import SubAgents, below
from auditor.importers.files.export_file import ExportFile
from auditor.importers.values.places import keeper_of, owner_of, project_of


class Context:
    """Follows a transcript line by line."""

    def __init__(self, file: ExportFile) -> None:
        path = PurePosixPath(file.name.replace("\\", "/"))
        self.sub_agents = SubAgents(file)
        self._stem = path.name.split(".")[0]
        self._folder = below(path, "projects")
        self._keeper = keeper_of(file.name)
        self._prompts: dict[str, str] = {}
        self._homes: dict[str, str] = {}

    def saw(self, line: Line) -> None:
        """A session belongs to the project it began in, wherever it changes to later."""
        if line.cwd:
            self._homes.setdefault(line.session_id or "", line.cwd)
        self.sub_agents.saw(line)

    def heard(self, line: Line, prompt: str) -> None:
        """Remember what was typed last in the line's thread."""
        if prompt:
            thread = self.sub_agents.thread(line)
            if thread not in self._prompts:
                self.sub_agents.began(thread, prompt)
            self._prompts[thread] = prompt

    def prompt(self, line: Line) -> str | None:
        return self._prompts.get(self.sub_agents.thread(line))

    def session(self, line: Line) -> str:
        return line.session_id or self._stem

    def agent(self, line: Line) -> str:
        cwd = self._homes.get(line.session_id or "") or line.cwd
        return project_of(cwd) or self._folder or "Claude Code"

    def person(self, line: Line) -> str | None:
        cwd = self._homes.get(line.session_id or "") or line.cwd
        return owner_of(cwd) or owner_of(line.cwd) or self._keeper
