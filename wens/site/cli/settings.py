"""``wens settings``: every setting, what it takes and what it is now."""

from django.conf import settings as django_settings

from wens.site.cli.common import AsJson, print_json, say
from wens.site.configuration import Configuration

SECRET = {"secret_key", "database_url", "database_owner_url", "smtp_url"}


def settings(as_json: AsJson = False) -> None:
    """Show every setting of this installation (environment variables).

    Example: wens settings --json
    """
    now = django_settings.WENS
    rows = [
        {
            "name": f"WENS_{name.upper()}",
            "value": "(set)" if name in SECRET and getattr(now, name) else str(getattr(now, name) or ""),
            "default": str(field.default if field.default is not None else ""),
            "description": field.description,
        }
        for name, field in Configuration.model_fields.items()
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        say(f"{row['name']}={row['value']}\n    {row['description']} (default: {row['default'] or 'empty'})")
