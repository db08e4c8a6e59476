"""The analyst's codebook: YAML read into issues, actors and decision rules, with errors that name line and key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import yaml

from onrecord.errors import CodebookError
from onrecord.vocabulary import ActorType, Codebook, CodebookActor, DecisionRule, Issue, SpeaksFor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

__all__ = ["load"]

RULES = ("unanimity", "majority", "qualified")
# Characters that mean something in `--suppose "Ukraine: nato-membership=against"`.
RESERVED = set(":=,; \t\n")


def load(source: str | Path) -> Codebook:
    """The codebook in a YAML file (a `Path`, or a string that names an existing file) or in YAML text.

    Raises `CodebookError`, which names the file, the line and the path of keys, for anything that the format does not
    allow: unknown or missing keys, values of the wrong kind, dates that are none, ids or names given twice, one name
    for two actors, an actor who speaks for itself, a decision on an issue that is not in the codebook.
    """
    where, text = _text(source)
    reader = _Reader(where)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CodebookError(where, line, "(file)", f"not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise CodebookError(where, 1, "(file)", f"not valid YAML: {error}") from error
    if root is None:
        raise CodebookError(where, 1, "(file)", "the file is empty; it needs a list of issues")
    return reader.codebook(root, text)


def _text(source: str | Path) -> tuple[str, str]:
    if isinstance(source, str):
        if "\n" in source or not source.lower().endswith((".yaml", ".yml", ".json")):
            return "codebook", source
        source = Path(source)
    try:
        return str(source), source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(str(source), 1, "(file)", "not a UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise CodebookError(str(source), 1, "(file)", f"cannot be read: {reason}") from error


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns YAML nodes into vocabulary; keeps the file's name for messages."""

    where: str

    def fail(self, node: yaml.Node, key: str, reason: str) -> CodebookError:
        return CodebookError(self.where, node.start_mark.line + 1, key, reason)

    def codebook(self, root: yaml.Node, text: str) -> Codebook:
        top = self.mapping(root, "(file)", {"issues", "actors", "decision", "threshold"})
        if not top:
            raise self.fail(root, "(file)", "the file is empty; it needs a list of issues")
        threshold = self.share(top["threshold"], "threshold") if "threshold" in top else None
        issues = tuple(self.issues(top["issues"], threshold)) if "issues" in top else ()
        actors = tuple(self.actors(top["actors"])) if "actors" in top else ()
        decision = self.decision(top["decision"], {issue.id for issue in issues}) if "decision" in top else {}
        return Codebook(issues, actors, decision, text)

    # -- issues ---------------------------------------------------------------------------------------------------

    def issues(self, node: yaml.Node, threshold: float | None) -> Iterator[Issue]:
        """The issues; ``threshold`` is of those without one."""
        known = {"id", "title", "proposition", "phrases", "threshold"}
        seen: dict[str, int] = {}
        for i, item in enumerate(self.sequence(node, "issues")):
            key = f"issues[{i}]"
            entry = self.mapping(item, key, known, required=("id", "proposition"))
            name = self.string(entry["id"], f"{key}.id")
            if RESERVED & set(name):
                raise self.fail(entry["id"], f"{key}.id", f"{name!r} holds a blank or one of : = , ; which ids may not")
            self.once(seen, name, entry["id"], f"{key}.id", "issue")
            phrases = tuple(self.strings(entry["phrases"], f"{key}.phrases")) if "phrases" in entry else ()
            title = self.string(entry["title"], f"{key}.title") if "title" in entry else name
            least = self.share(entry["threshold"], f"{key}.threshold") if "threshold" in entry else threshold
            yield Issue(name, title, self.string(entry["proposition"], f"{key}.proposition"), phrases, least)

    # -- actors ---------------------------------------------------------------------------------------------------

    def actors(self, node: yaml.Node) -> Iterator[CodebookActor]:
        names: dict[str, tuple[str, int]] = {}
        principals: dict[str, set[str]] = {}
        for i, item in enumerate(self.sequence(node, "actors")):
            key = f"actors[{i}]"
            entry = self.mapping(item, key, {"name", "aliases", "type", "speaks_for"}, required=("name",))
            name = self.string(entry["name"], f"{key}.name")
            self.claim(names, name, name, entry["name"], f"{key}.name")
            aliases = tuple(self.strings(entry["aliases"], f"{key}.aliases")) if "aliases" in entry else ()
            for alias in aliases:
                self.claim(names, alias, name, entry["aliases"], f"{key}.aliases")
            speaks_for = (
                tuple(self.speaks_for(entry["speaks_for"], f"{key}.speaks_for")) if "speaks_for" in entry else ()
            )
            principals[name] = {principal.name for principal in speaks_for}
            if name in principals[name]:
                raise self.fail(entry["speaks_for"], f"{key}.speaks_for", f"{name} cannot speak for itself")
            for principal in principals[name]:
                if name in principals.get(principal, ()):
                    reason = f"{name} and {principal} would speak for each other"
                    raise self.fail(entry["speaks_for"], f"{key}.speaks_for", reason)
            yield CodebookActor(name, aliases, self.type(entry, key), speaks_for)

    def claim(self, names: dict[str, tuple[str, int]], name: str, owner: str, node: yaml.Node, key: str) -> None:
        """Notes that ``name`` means ``owner``; fails where it already means someone else, or the same actor twice."""
        line = node.start_mark.line + 1
        known = names.setdefault(name.casefold(), (owner, line))
        if known[0] != owner:
            raise self.fail(node, key, f"{name!r} already names {known[0]} (line {known[1]}); a name is one actor's")
        if key.endswith(".name") and known[1] != line:
            raise self.fail(node, key, f"actor {name!r} stands already in line {known[1]}")

    def type(self, entry: dict[str, yaml.Node], key: str) -> ActorType | None:
        if "type" not in entry:
            return None
        value = self.string(entry["type"], f"{key}.type")
        for known in get_args(ActorType):
            if value == known:
                return known  # type: ignore[no-any-return]  # get_args of a Literal gives its strings, typed Any
        raise self.fail(entry["type"], f"{key}.type", f"{value!r} is none of {', '.join(get_args(ActorType))}")

    def speaks_for(self, node: yaml.Node, key: str) -> Iterator[SpeaksFor]:
        for i, item in enumerate(self.sequence(node, key)):
            if isinstance(item, yaml.ScalarNode):
                yield SpeaksFor(self.string(item, f"{key}[{i}]"))
                continue
            entry = self.mapping(item, f"{key}[{i}]", {"name", "since", "until"}, required=("name",))
            since = self.day(entry["since"], f"{key}[{i}].since") if "since" in entry else None
            until = self.day(entry["until"], f"{key}[{i}].until") if "until" in entry else None
            if since and until and until < since:
                raise self.fail(entry["until"], f"{key}[{i}].until", f"{until} lies before since ({since})")
            yield SpeaksFor(self.string(entry["name"], f"{key}[{i}].name"), since, until)

    # -- decision -------------------------------------------------------------------------------------------------

    def decision(self, node: yaml.Node, issues: set[str]) -> dict[str, DecisionRule]:
        rules = {}
        for issue, value in self.mapping(node, "decision", None).items():
            key = f"decision.{issue}"
            if issue not in issues:
                raise self.fail(value, key, f"no issue of the codebook has the id {issue!r}")
            entry = self.mapping(value, key, {"rule", "members", "quota", "vetoes"}, required=("rule",))
            members = tuple(self.strings(entry["members"], f"{key}.members")) if "members" in entry else ()
            vetoes = tuple(self.strings(entry["vetoes"], f"{key}.vetoes")) if "vetoes" in entry else ()
            quota = self.quota(entry["quota"], f"{key}.quota", len(members)) if "quota" in entry else None
            rule = self.rule(entry["rule"], f"{key}.rule")
            if rule == "qualified" and quota is None:
                raise self.fail(entry["rule"], f"{key}.rule", "a qualified majority needs a quota")
            if not members and not vetoes:
                raise self.fail(value, key, "a decision rule needs members or vetoes")
            rules[issue] = DecisionRule(rule, members, quota, vetoes)
        return rules

    def rule(self, node: yaml.Node, key: str) -> Literal["unanimity", "majority", "qualified"]:
        value = self.string(node, key)
        if value == "unanimity":
            return "unanimity"
        if value == "majority":
            return "majority"
        if value == "qualified":
            return "qualified"
        raise self.fail(node, key, f"{value!r} is none of {', '.join(RULES)}")

    def quota(self, node: yaml.Node, key: str, members: int) -> float:
        """A share (over 0, at most 1) or a whole number of members."""
        text = self.string(node, key)
        try:
            value = float(text)
        except ValueError as error:
            raise self.fail(node, key, f"{text!r} is not a number") from error
        if not (0 < value <= 1 or (value == int(value) and value <= max(members, 1))):
            raise self.fail(node, key, f"{text} is neither a share of at most 1 nor a number of the {members} members")
        return value

    def share(self, node: yaml.Node, key: str) -> float:
        """A number from 0 to 1."""
        text = self.string(node, key)
        try:
            value = float(text)
        except ValueError as error:
            raise self.fail(node, key, f"{text!r} is not a number") from error
        if not 0 <= value <= 1:
            raise self.fail(node, key, f"{text} is not a number from 0 (everything is near) to 1 (phrases alone)")
        return value

    # -- kinds of nodes -------------------------------------------------------------------------------------------

    def mapping(
        self, node: yaml.Node, key: str, allowed: set[str] | None, *, required: tuple[str, ...] = ()
    ) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, key, "should be a mapping (name: value)")
        found: dict[str, yaml.Node] = {}
        for name_node, value in node.value:
            name = self.string(name_node, key)
            inner = name if key == "(file)" else f"{key}.{name}"
            if allowed is not None and name not in allowed:
                raise self.fail(name_node, inner, f"unknown key; known here: {', '.join(sorted(allowed))}")
            if name in found:
                raise self.fail(name_node, inner, "the key stands here twice")
            found[name] = value
        for name in required:
            if name not in found:
                raise self.fail(node, f"{key}.{name}", "missing")
        return found

    def sequence(self, node: yaml.Node, key: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(node, key, "should be a list")
        return list(node.value)

    def strings(self, node: yaml.Node, key: str) -> list[str]:
        return [self.string(item, f"{key}[{i}]") for i, item in enumerate(self.sequence(node, key))]

    def string(self, node: yaml.Node, key: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null":
            raise self.fail(node, key, "should be a text")
        value = str(node.value).strip()
        if not value:
            raise self.fail(node, key, "is empty")
        return value

    def day(self, node: yaml.Node, key: str) -> date:
        text = self.string(node, key)
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise self.fail(node, key, f"{text!r} is not a day; write it as 2025-04-22") from error

    def once(self, seen: dict[str, int], name: str, node: yaml.Node, key: str, what: str) -> None:
        line = node.start_mark.line + 1
        if name in seen:
            raise self.fail(node, key, f"{what} {name!r} stands already in line {seen[name]}")
        seen[name] = line
