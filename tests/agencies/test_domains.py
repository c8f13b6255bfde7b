"""Addresses: who owns a domain, offices behind shared domains, free mail, foreign look-alikes."""

import pytest

from mailbot.agencies.domains import Addresses
from mailbot.agencies.registry import Registry


@pytest.fixture(scope="module")
def addresses(registry: Registry) -> Addresses:
    return Addresses(registry)


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("X@RD.GO.TH", ("d.rd",)),
        ("x@mail.rd.go.th", ("d.rd",)),
        ("x@tmd.mail.go.th", ("d.tmd",)),
        ("nhco@saraban.mail.go.th", ("o.nhco",)),
        ("phatthalung@moi.go.th", ("r.pvo.93",)),
        ("saraban_rayong@moi.go.th", ("r.pvo.21",)),
        ("somchai.j@moi.go.th", ("d.opsmoi",)),
        ("yala@mol.mail.go.th", ("r.mol.95",)),
        ("pna@cgd.go.th", ("r.cgd.82",)),
        ("moi_chiangrai@industry.go.th", ("r.moin.57",)),
        ("x@roiet.doae.go.th", ("r.doae.45",)),
        ("x@rayonglocal.go.th", ("r.dla.21",)),
        ("x@ddc.moph.go.th", ("d.ddc",)),
        ("x@chiangmaipao.go.th", ("l.2500101",)),
        ("x@pao-roiet.go.th", ("l.2450101",)),
        ("x@eng.ku.ac.th", ("u.ku",)),
        ("x@dmsc.mail.go.th", ("d.dmsc",)),
    ],
)
def test_owned(addresses: Addresses, address: str, ids: tuple[str, ...]) -> None:
    ownership = addresses.ownership(address)
    assert (ownership.ids, ownership.nature) == (ids, "own")


@pytest.mark.parametrize(
    ("address", "nature"),
    [
        ("a@gmail.com", "free"),
        ("a@hotmail.co.th", "free"),
        ("a@nongnumdang.go.th", "government"),
        ("a@unknown.mi.th", "government"),
        ("a@school.ac.th", "school"),
        ("a@rd-go-th.com", "foreign"),
        ("a@rd.go.th.evil.cc", "foreign"),
        ("a@xrd.go.th", "government"),
        ("", "none"),
        ("no-address", "none"),
        ("@rd.go.th", "none"),
    ],
)
def test_not_owned(addresses: Addresses, address: str, nature: str) -> None:
    ownership = addresses.ownership(address)
    assert (ownership.ids, ownership.nature) == ((), nature)


def test_the_domain_of_local_administration_proves_nothing_by_itself(addresses: Addresses) -> None:
    assert not addresses.ownership("someone@dla.go.th").sure
    assert addresses.ownership("rayong@dla.go.th").ids == ("r.dla.21",)


def test_dla_code(whole_registry: Registry) -> None:
    assert Addresses(whole_registry).ownership("saraban_06560115@dla.go.th").ids == ("l.6560115",)
