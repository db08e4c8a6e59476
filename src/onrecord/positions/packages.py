"""Packages: one option for every issue; which ones no needed party has rejected, and what blocks the others.

Every verdict rests on stated positions and lists their utterances; nothing is weighed, no utility is invented. The
combinations are enumerated by OR-Tools' CP-SAT (the extra "packages").
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.errors import MissingExtraError, RequestError
from onrecord.positions.stances_taken import needed, taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from onrecord.positions.stances_taken import Option, Supposition, Taken
    from onrecord.vocabulary import Codebook, Coding, Json

__all__ = ["Package", "Verdicts", "packages"]


@dataclass(frozen=True, slots=True)
class Package:
    """One option per issue ("for": the proposition is adopted) and the verdict on it.

    ``feasible``: no needed party has rejected any part. ``blocked_by``: the positions that stand in its way; ``single``
    if moving any one of them alone would make it feasible. ``accepted_by``: the positions of needed parties that it
    satisfies. ``open``: conditions in words that no issue covers, to be asked about.
    """

    options: tuple[tuple[str, Option], ...]
    feasible: bool
    single: bool
    blocked_by: tuple[Taken, ...]
    accepted_by: tuple[Taken, ...]
    open: tuple[str, ...]

    @property
    def utterances(self) -> tuple[str, ...]:
        """The utterances that the verdict rests on: of what blocks it, else of what it satisfies."""
        ground = self.accepted_by if self.feasible else self.blocked_by
        return tuple(dict.fromkeys(name for one in ground for name in one.utterances))

    def to_json(self) -> Json:
        return {
            "options": dict(self.options),
            "feasible": self.feasible,
            "single": self.single,
            "blocked_by": [one.to_json() for one in self.blocked_by],
            "accepted_by": [one.to_json() for one in self.accepted_by],
            "open": list(self.open),
            "utterances": list(self.utterances),
        }


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All packages, feasible ones first, then those that one position blocks; and what a supposition changed.

    ``gained`` and ``lost`` are the options of packages that become feasible, and stop being so, under the supposition.
    ``undecided`` are issues of the codebook on which no needed party has taken a position: they are in no package.
    ``complete`` is false where more packages exist than the limit allowed.
    """

    packages: tuple[Package, ...]
    undecided: tuple[str, ...]
    gained: tuple[tuple[tuple[str, Option], ...], ...] = ()
    lost: tuple[tuple[tuple[str, Option], ...], ...] = ()
    complete: bool = True


def packages(
    codebook: Codebook,
    codings: Sequence[Coding],
    *,
    on: date | None = None,
    suppose: Iterable[Supposition] = (),
    limit: int = 256,
) -> Verdicts:
    """The verdict on every combination of options, from positions as of the end of ``on`` (all, if null).

    Issues without a decision rule need the consent of every party (`stances_taken.needed`). Parties that are silent on
    an issue have rejected nothing. Raises `RequestError` where something is supposed of who has no say,
    `MissingExtraError` without OR-Tools.
    """
    supposed = tuple(suppose)
    known = taken(codebook, codings, on=on)
    for one in supposed:
        say = needed(codebook, one.issue, known)
        if one.actor.casefold() not in {name.casefold() for name in say}:
            have = ", ".join(say) or "nobody"
            raise RequestError(f"{one.actor} has no say on {one.issue}, so supposing it changes nothing; {have} have")
    now = _Judged(codebook, known)
    then = _Judged(codebook, taken(codebook, codings, on=on, supposed=supposed)) if supposed else now
    decided = [issue.id for issue in codebook.issues if issue.id in now.touched | then.touched]
    undecided = tuple(issue.id for issue in codebook.issues if issue.id not in decided)
    found = then.verdicts(decided, limit)
    before = found if then is now else now.verdicts(decided, limit)
    was, is_now = ({p.options for p in some if p.feasible} for some in (before, found))
    complete = 2 ** len(decided) <= limit
    return Verdicts(tuple(found), undecided, tuple(sorted(is_now - was)), tuple(sorted(was - is_now)), complete)


class _Judged:
    """The positions that count by the decision rules, and the packages judged by them."""

    def __init__(self, codebook: Codebook, known: list[Taken]) -> None:
        say = {issue.id: {name.casefold() for name in needed(codebook, issue.id, known)} for issue in codebook.issues}
        self.codebook = codebook
        self.counting = [one for one in known if one.actor.casefold() in say[one.issue] and one.rejects is not None]
        self.touched = {one.issue for one in self.counting}
        self.touched |= {issue for one in self.counting for issue, _ in one.unless}

    def verdicts(self, decided: list[str], limit: int) -> list[Package]:
        """The verdict on each package, at most ``limit``: feasible ones first, then those that one position blocks."""
        model = _Model(self.codebook, decided, self.counting)
        found: dict[tuple[tuple[str, Option], ...], Package] = {}
        for options, rejecting, _ in model.solutions(0, limit):
            found[options] = _package(options, self.counting, rejecting, [], feasible=True, single=False)
        for options, rejecting, moved in model.solutions(1, limit):
            if options not in found or found[options].single:
                blockers = [*(found[options].blocked_by if options in found else ()), *moved]
                found[options] = _package(options, self.counting, rejecting, blockers, feasible=False, single=True)
        for options, rejecting, _ in model.solutions(None, limit):
            if options not in found:
                found[options] = _package(options, self.counting, rejecting, rejecting, feasible=False, single=False)
        return sorted(found.values(), key=lambda p: (not p.feasible, not p.single, len(p.blocked_by), p.options))[
            :limit
        ]


def _package(
    options: tuple[tuple[str, Option], ...],
    counting: list[Taken],
    rejecting: list[Taken],
    blockers: list[Taken],
    *,
    feasible: bool,
    single: bool,
) -> Package:
    content = [one for one in counting if one not in rejecting]
    chosen = dict(options)
    # A party accepts what it moved toward only under its conditions; those that no issue covers stay to be asked about.
    leaning = [one for one in content if one.stance == "conditional" and chosen[one.issue] == one.rejects]
    words = tuple(dict.fromkeys(f"{one.actor}: {text}" for one in leaning for text in one.open))
    return Package(options, feasible, single, tuple(dict.fromkeys(blockers)), tuple(content), words)


class _Model:
    """The combinations as a CP-SAT model: a choice per issue; per position, whether it rejects and whether it moved."""

    def __init__(self, codebook: Codebook, issues: list[str], counting: list[Taken]) -> None:
        try:
            from ortools.sat.python import cp_model
        except ImportError as error:
            raise MissingExtraError("packages", "packages") from error
        self.cp, self.codebook, self.issues, self.counting = cp_model, codebook, issues, counting

    def solutions(
        self, moves: int | None, limit: int
    ) -> list[tuple[tuple[tuple[str, Option], ...], list[Taken], list[Taken]]]:
        """(options, positions that reject a part, positions moved) of every package that ``moves`` moves make feasible.

        Null leaves the decision rules aside: every package with what rejects it.
        """
        model = self.cp.CpModel()
        adopt = {issue: model.new_bool_var(f"adopt {issue}") for issue in self.issues}
        rejects = [self._rejects(model, one, adopt) for one in self.counting]
        moved = [model.new_bool_var("moved") for _ in self.counting]
        for reject, move in zip(rejects, moved, strict=True):
            model.add_implication(move, reject)
        model.add(sum(moved) == (moves or 0))
        if moves is not None:
            for issue in self.issues:
                self._consent(model, issue, rejects, moved)
        collector = _collector(self.cp, [*adopt.values(), *rejects, *moved], limit * max(len(self.counting), 1))
        solver = self.cp.CpSolver()
        solver.parameters.enumerate_all_solutions = True
        solver.parameters.num_workers = 1
        solver.solve(model, collector)
        out = []
        for values in collector.found:
            options = tuple((issue, _option(chosen)) for issue, chosen in zip(self.issues, values, strict=False))
            rest = values[len(self.issues) :]
            size = len(self.counting)
            out.append(
                (
                    options,
                    [one for one, value in zip(self.counting, rest[:size], strict=True) if value],
                    [one for one, value in zip(self.counting, rest[size:], strict=True) if value],
                )
            )
        return out

    def _rejects(self, model: Any, one: Taken, adopt: dict[str, Any]) -> Any:  # noqa: ANN401 - ortools has no types
        """A variable, true exactly if the package holds what ``one`` rejects and not all that would reconcile it."""
        reject = model.new_bool_var("rejects")
        chosen = adopt[one.issue] if one.rejects == "for" else adopt[one.issue].negated()
        met = [adopt[issue] if option == "for" else adopt[issue].negated() for issue, option in one.unless]
        if not met:
            if one.open:  # conditions that nobody can check here: shown with the package, not counted against it
                model.add(reject == 0)
            else:
                model.add(reject == chosen)
            return reject
        satisfied = model.new_bool_var("satisfied")
        model.add_bool_and(met).only_enforce_if(satisfied)
        model.add_bool_or([literal.negated() for literal in met]).only_enforce_if(satisfied.negated())
        model.add_bool_and([chosen, satisfied.negated()]).only_enforce_if(reject)
        model.add_bool_or([chosen.negated(), satisfied]).only_enforce_if(reject.negated())
        return reject

    def _consent(self, model: Any, issue: str, rejects: list[Any], moved: list[Any]) -> None:  # noqa: ANN401 - likewise
        """At most as many unmoved rejections of an issue's option as its rule bears."""
        rule = self.codebook.decision.get(issue)
        mine = [i for i, one in enumerate(self.counting) if one.issue == issue]
        if rule is None or rule.rule == "unanimity":
            model.add(sum(rejects[i] - moved[i] for i in mine) == 0)
            return
        vetoes = {name.casefold() for name in rule.vetoes}
        members = {name.casefold() for name in rule.members}
        size = len(members)
        quota = math.floor(size / 2) + 1 if rule.quota is None else rule.quota
        least = math.ceil(quota * size - 1e-9) if rule.quota is not None and rule.quota <= 1 else math.ceil(quota)
        voting = [i for i in mine if self.counting[i].actor.casefold() in members]
        barring = [i for i in mine if self.counting[i].actor.casefold() in vetoes]
        model.add(sum(rejects[i] - moved[i] for i in voting) <= size - least)
        model.add(sum(rejects[i] - moved[i] for i in barring) == 0)


def _option(chosen: int) -> Option:
    return "for" if chosen else "against"


def _collector(cp: Any, variables: list[Any], limit: int) -> Any:  # noqa: ANN401 - ortools has no types
    """A callback that keeps the values of ``variables`` in each solution, up to ``limit`` of them."""

    class Collector(cp.CpSolverSolutionCallback):  # type: ignore[misc]  # the base class is untyped
        def __init__(self) -> None:
            super().__init__()
            self.found: list[list[int]] = []

        def on_solution_callback(self) -> None:
            self.found.append([int(self.value(variable)) for variable in variables])
            if len(self.found) >= limit:
                self.stop_search()

    return Collector()
