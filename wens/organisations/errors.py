"""What can go wrong in a write on tenants, organisations and accounts."""

from django.core.exceptions import ValidationError


class OrganisationError(ValueError):
    """What was asked for a gemeente, an organisation or an account cannot be done; says why and what to do."""

    @classmethod
    def of(cls, error: ValidationError) -> "OrganisationError":
        """Return what Django's validation said, as one of ours."""
        return cls("; ".join(error.messages))
