"""The audit of dependencies, without a network: what is installed was tried, may be used, and was not refused."""

import re
import tomllib
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

PROJECT = Path(__file__).resolve().parents[1]
KNOWN = tomllib.loads((PROJECT / "tests" / "dependencies.toml").read_text("utf-8"))
ACCEPTED = {name for names in KNOWN["licences"].values() for name in names}
REFUSED = {canonicalize_name(name): entry for name, entry in KNOWN["refused"].items()}
TOOLS = {"pip", "setuptools", "wheel", "uv"}
"""What installs, and is no part of what is installed."""


@cache
def installed() -> dict[str, Distribution]:
    """Every distribution of this environment but ourselves."""
    found = {canonicalize_name(one.metadata["Name"]): one for one in distributions()}
    return {name: one for name, one in found.items() if name not in {*TOOLS, "mailbot"}}


@cache
def pins() -> dict[str, Version]:
    """constraints.txt; each line names one version and nothing else."""
    lines = (PROJECT / "constraints.txt").read_text("utf-8").splitlines()
    found = [re.fullmatch(r"([A-Za-z0-9._-]+)==([^\s;*]+)", line) for line in lines if line and line[0] != "#"]
    assert None not in found, "a line that pins no single version"
    return {canonicalize_name(match[1]): Version(match[2]) for match in found if match}


def declared() -> list[Requirement]:
    """What pyproject.toml asks for."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [Requirement(text) for text in [*project["dependencies"], *(text for extra in extras for text in extra)]]


def licence(one: Distribution) -> str:
    """A licence as an expression of SPDX; what nobody knows comes back as it is written, '' when nothing is."""
    told, spelt = one.metadata, KNOWN["spelt"]
    if (read := KNOWN["read"].get(canonicalize_name(told["Name"]))) is not None:
        return str(read["licence"])
    if expression := (told.get_all("License-Expression") or [""])[0]:
        return str(expression)
    classifiers = [line.split(" :: ")[-1] for line in told.get_all("Classifier") or () if "License ::" in line]
    named = [str(spelt.get(word, word)) for word in classifiers if word not in ("OSI Approved", "DFSG approved")]
    if named:
        return " OR ".join(named)
    written = (told.get_all("License") or [""])[0].strip()
    return str(spelt.get(written, written))


def accepted(expression: str) -> bool:
    """Whether one of the choices of an expression consists of accepted licences."""
    choices = re.split(r" OR ", expression.replace("(", "").replace(")", ""))
    return any(all(part.strip() in ACCEPTED for part in choice.split(" AND ")) for choice in choices)


def test_what_is_installed_is_what_was_tried() -> None:
    assert len(installed()) > 60
    assert {name: one.version for name, one in installed().items() if pins().get(name) != Version(one.version)} == {}


def test_everything_asked_for_is_pinned_within_its_bounds() -> None:
    for requirement in declared():
        pinned = pins()[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(pinned, prereleases=True), requirement


def test_every_licence_is_known_and_goes_with_ours() -> None:
    unknown = {name: licence(one) for name, one in installed().items() if not accepted(licence(one))}
    assert unknown == {}, "add it to tests/dependencies.toml, or do without that package"


@pytest.mark.parametrize("expression", ["GPL-3.0-only", "MIT AND AGPL-3.0-only", "", "Proprietary"])
def test_what_does_not_go_with_ours_is_not_accepted(expression: str) -> None:
    assert not accepted(expression)
    assert accepted(f"{expression} OR (MIT AND BSD-3-Clause)")


def test_no_refused_version_is_pinned_or_installed() -> None:
    for name, entry in REFUSED.items():
        assert len(entry["why"]) > 20, name
        versions = SpecifierSet(entry["versions"])
        assert name in pins(), f"{name} is used no more: take its line out"
        assert not versions.contains(pins()[name], prereleases=True), f"{name}: {entry['why']}"
        if name in installed():
            assert not versions.contains(installed()[name].version, prereleases=True), f"{name}: {entry['why']}"


def test_no_lower_bound_lets_a_refused_version_in() -> None:
    for requirement in declared():
        entry = REFUSED.get(canonicalize_name(requirement.name))
        if entry is not None:
            lowest = [one.version for one in requirement.specifier if one.operator in (">=", "==", "~=")]
            assert lowest, f"{requirement} has no lower bound"
            assert not SpecifierSet(entry["versions"]).contains(lowest[0], prereleases=True), requirement
