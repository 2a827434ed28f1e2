import pytest

from kg.evaluation.gold import GoldEntity
from kg.evaluation.identity import Resolver
from kg.evaluation.predictions import PredictedAgent


def person(id_: str, name: str, *surfaces: str, side: str | None = None) -> GoldEntity:
    return GoldEntity(id=id_, type="person", name=name, surfaces=surfaces, side=side)


def found(entities: list[GoldEntity], *names: str, kind: str = "person") -> frozenset[str]:
    agent = PredictedAgent(id="a", kind=kind, names=names)
    return Resolver(entities).entities_of(agent)


VENN = person("venn", "Orlo Venn", "Ambassador Venn", "the Ambassador", side="Ruritania")
TAMM = person("tamm", "Tamm, Ilja", "Mr. Tamm", "the Ambassador", side="Zenda")


@pytest.mark.parametrize(
    "names",
    [
        ("ORLO VENN",),
        ("Mr. Venn",),
        ("O. Venn",),
        ("Venn, Orlo",),
        ("His Excellency Ambassador Venn",),
        ("Mr. Venn, EUR",),
        ("Venn’s",),
        ("O[rlo] V[enn]",),
        ("Orlo Venn [Vehn]",),
    ],
)
def test_spellings_of_one_name_are_one_person(names: tuple[str, ...]) -> None:
    assert found([VENN, TAMM], *names) == {"venn"}


def test_an_office_that_two_persons_hold_names_neither_alone() -> None:
    assert found([VENN, TAMM], "the Ambassador") == {"venn", "tamm"}
    assert found([VENN, TAMM], "the Ambassador", "Mr. Tamm") == {"tamm"}


def test_a_surname_that_two_persons_bear_names_nobody() -> None:
    brother = person("brother", "Ulf Venn")
    assert found([person("venn", "Orlo Venn"), brother], "Mr. Venn") == frozenset()
    assert found([person("venn", "Orlo Venn"), brother], "Ulf T. Venn") == {"brother"}


def test_another_given_name_is_another_person() -> None:
    assert found([person("venn", "Orlo Venn")], "Ulf Venn") == frozenset()


def test_a_family_name_may_stand_first() -> None:
    assert found([person("kim", "Kim Il Sung")], "Cde. Kim") == {"kim"}


def test_a_body_is_found_by_its_surfaces_only() -> None:
    body = GoldEntity(id="o", type="organisation", name="Ruritania", surfaces=("the R.G.",))
    assert found([body], "the RG", kind="organization") == {"o"}
    assert found([body], "Ruritanian Navy", kind="organization") == frozenset()


def test_a_name_outweighs_an_office_that_somebody_else_holds_now() -> None:
    minister = person("new", "The Foreign Minister", "the Minister")
    assert found([minister, TAMM], "Ilja Tamm", "The Foreign Minister") == {"tamm"}
