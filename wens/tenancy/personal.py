"""How a model declares its personal fields: beside the fields, checked by tests/tenancy/test_personal.py."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonalField:
    """Why a field about a person exists (AVG art. 5, 6, 13 and 30).

    ``basis`` names the legal basis, ``retention_days`` counts from the end of the purpose, ``audience`` says who
    reads it.
    """

    purpose: str
    basis: str
    retention_days: int
    audience: str


def done_by(purpose: str) -> PersonalField:
    """Return the declaration of a field that stores who did something, as a reference."""
    return PersonalField(
        purpose=purpose,
        basis="AVG art. 6 lid 1 onder e (taak van algemeen belang); Archiefwet",
        retention_days=7 * 365,
        audience="beheerder, privacy officer",
    )
