"""Reads which module of a source tree imports which, without running any of it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Import:
    """One import: by which module, of what, whether inside a function."""

    by: str
    of: str
    late: bool


class House:
    """The modules of the package `auditor` below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.modules = {_name(path, root): path for path in sorted((root / "auditor").rglob("*.py"))}
        self.imports = [found for name, path in self.modules.items() for found in self._imports_of(name, path)]

    def room_of(self, module: str) -> str:
        """The package or module right below `auditor` that a module belongs to: `auditor.case.store` → `case`."""
        return ([*module.split("."), "__init__"])[1]

    def arrows(self) -> set[tuple[str, str]]:
        """Which room imports which other."""
        inside = [found for found in self.imports if found.of.split(".")[0] == "auditor"]
        pairs = {(self.room_of(found.by), self.room_of(found.of)) for found in inside}
        return {(room, other) for room, other in pairs if room != other and other != "__init__"}

    def who_imports(self, *libraries: str) -> set[str]:
        """The rooms that import a library."""
        return {self.room_of(found.by) for found in self.imports if found.of.split(".")[0] in libraries}

    def late_imports(self) -> set[str]:
        """The modules with an import inside a function."""
        return {found.by for found in self.imports if found.late}

    def cycle(self) -> list[str]:
        """Modules that import each other in a ring, or none."""
        graph = {name: {f.of for f in self.imports if f.by == name and f.of in self.modules} for name in self.modules}
        done: set[str] = set()
        for name in graph:
            if ring := _ring(graph, name, [], done):
                return ring
        return []

    def crowded_inits(self) -> list[str]:
        """`__init__` files that hold more than a docstring, imports and constants."""
        return [n for n, p in self.modules.items() if p.name == "__init__.py" and not all(map(_is_plain, _body(p)))]

    def without_docstring(self) -> list[str]:
        """Modules with code but without the sentence that says what they are for."""
        return [name for name, path in self.modules.items() if _body(path) and not ast.get_docstring(_tree(path))]

    def _imports_of(self, name: str, path: Path) -> Iterator[Import]:
        tree = _tree(path)
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        inner = {id(node) for function in functions for node in ast.walk(function)}
        for node in ast.walk(tree):
            for of in self._named(name, path, node):
                yield Import(name, of, id(node) in inner)

    def _named(self, name: str, path: Path, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
            start = package[: len(package) + 1 - node.level] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield whole if whole in self.modules else base


def _name(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _body(path: Path) -> list[ast.stmt]:
    return _tree(path).body


def _is_plain(node: ast.stmt) -> bool:
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return all(isinstance(t, ast.Name) and (t.id.isupper() or t.id == "__version__") for t in targets)
    return isinstance(node, ast.Import | ast.ImportFrom | ast.Expr)


def _ring(graph: dict[str, set[str]], name: str, path: list[str], done: set[str]) -> list[str]:
    if name in path:
        return [*path[path.index(name) :], name]
    if name in done:
        return []
    for other in sorted(graph[name]):
        if ring := _ring(graph, other, [*path, name], done):
            return ring
    done.add(name)
    return []
